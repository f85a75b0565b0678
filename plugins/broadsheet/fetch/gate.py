"""The gate to a host: one request at a time, and not before its interval has passed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from broadsheet.fetch.errors import FetchError


class Gate:
    """Lets requests to one host through, one after the other."""

    def __init__(
        self, host: str, sleep: Callable[[float], None], clock: Callable[[], float]
    ) -> None:
        self.host = host
        self.interval = 0.0
        """Seconds between the starts of two requests."""
        self._sleep = sleep
        self._clock = clock
        self._opens_at = 0.0
        self._queue = threading.Lock()

    @contextmanager
    def turn(self, ends: float | None) -> Iterator[None]:
        """Wait for this request's turn, and keep others out until it is done.

        Raises:
            FetchError: the turn would come after `ends`, in seconds of the clock.
        """
        left = -1 if ends is None else max(0.0, ends - self._clock())
        if not self._queue.acquire(timeout=left):
            raise self._too_late()
        try:
            self._wait(ends)
            self._opens_at = self._clock() + self.interval
            yield
        finally:
            self._queue.release()

    def close_for(self, seconds: float) -> None:
        """Let nobody through for some time, as the host has asked."""
        self._opens_at = max(self._opens_at, self._clock() + seconds)

    def _wait(self, ends: float | None) -> None:
        if ends is not None and max(self._opens_at, self._clock()) >= ends:
            raise self._too_late()
        wait = self._opens_at - self._clock()
        if wait > 0:
            self._sleep(wait)

    def _too_late(self) -> FetchError:
        return FetchError(f"no time left to ask {self.host}", is_final=True)
