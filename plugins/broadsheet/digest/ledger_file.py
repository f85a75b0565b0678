"""The ledger on disk: one writer at a time, each line there for good before work goes on."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from types import TracebackType

from broadsheet.digest.ledger import Ledger, Line, decode_ledger, encode_line
from broadsheet.errors import BroadsheetError
from broadsheet.records.journal import Journal, sole_writer

_BUSY = "another digest is being sent; wait until it ends"


class LedgerFile:
    """The ledger, open for one run; a context manager."""

    def __init__(self, path: Path, lock: Path) -> None:
        """Take the ledger's path and that of the file that keeps other runs out."""
        self._lock = lock
        self._journal = Journal(path)
        self._held = ExitStack()

    def __enter__(self) -> LedgerFile:
        """Keep others out and drop half a line that a killed run left.

        Raises:
            BroadsheetError: another run is at work, or the file cannot be written.
        """
        with ExitStack() as stack:
            stack.enter_context(sole_writer(self._lock, self._journal.path, _BUSY))
            self._journal.begin()
            self._held = stack.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let others in."""
        self._held.close()

    def read(self, shown: str) -> Ledger:
        """Read all lines.

        Raises:
            BroadsheetError: some cannot be read, so that nobody knows who has got what.
        """
        ledger, problems = decode_ledger(self._journal.path.read_bytes(), shown)
        if problems:
            raise BroadsheetError(f"nothing was sent: {problems[0]}")
        return ledger

    def append(self, *lines: Line) -> None:
        """Write lines; when this returns they survive a crash.

        Raises:
            BroadsheetError: the disk is full, for instance.
        """
        # One write: a killed run leaves all of the lines or, torn, less.
        self._journal.append(b"".join(map(encode_line, lines)))


def read_ledger(path: Path, shown: str) -> Ledger:
    """Read a ledger without keeping others out, for a preview.

    Raises:
        BroadsheetError: it cannot be read.
    """
    try:
        ledger, problems = decode_ledger(path.read_bytes(), shown)
    except FileNotFoundError:
        return Ledger()
    except OSError as error:
        raise BroadsheetError(f"{shown}: cannot be read: {error.strerror}") from error
    if problems:
        raise BroadsheetError(str(problems[0]))
    return ledger
