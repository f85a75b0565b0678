"""What can go wrong between us and a server."""

from __future__ import annotations

from broadsheet.fetch.keys import without_keys


class FetchError(Exception):
    """A request that got no good answer; the message is for the user and names the host alone.

    `is_final` says that asking the same host again in this run is no use.
    """

    def __init__(
        self, message: str, *, status: int = 0, body: bytes = b"", is_final: bool = False
    ) -> None:
        # A source may quote the server, and a server what it was sent.
        self.message = without_keys(message)
        super().__init__(self.message)
        self.status = status
        """The HTTP status; 0 where there was none."""
        self.body = body
        """What the server sent with it: some say there what they mean."""
        self.is_final = is_final
