"""A file to import: its bytes, unpacked where it is gzipped, and its text in whatever encoding."""

from __future__ import annotations

import codecs
import gzip
import re
import zlib
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import BinaryIO, cast

from charset_normalizer import from_bytes

from broadsheet.errors import BroadsheetError

MAX_BYTES = 1024 * 1024 * 1024
"""Of a file that is read as a stream, unpacked."""
MAX_TEXT = 256 * 1024 * 1024
"""Of a file that must be held as a whole."""
_CHUNK = 1024 * 1024
_HEAD = 256 * 1024
_SAMPLE = 64 * 1024
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# BibTeX's managers write `% Encoding: Cp1252`, and RIS has no word for it.
_DECLARED = re.compile(rb"(?i)^%+\s*encoding:\s*([\w.:-]{2,40})", re.MULTILINE)
_USUAL = "cp1252"
_GZIP = b"\x1f\x8b"


class ImportFile:
    """One file, opened as often as it is asked for; `shown` is its path in Problems."""

    def __init__(self, path: Path, shown: str) -> None:
        self.path = path
        self.shown = shown

    @property
    def name(self) -> str:
        """Return the file's name in small letters, without the ending of a packed file."""
        return self.path.name.lower().removesuffix(".gz")

    @cached_property
    def head(self) -> str:
        """Return how the text begins, up to 256 kB; some characters of it may be wrong.

        Raises:
            BroadsheetError: the file cannot be read.
        """
        data = next(self._chunks(_HEAD), b"")
        return data.decode(self.encoding, errors="replace").removeprefix("\ufeff")

    @cached_property
    def encoding(self) -> str:
        """Return the encoding: by its mark, else UTF-8 if all of it is, else declared or guessed.

        Raises:
            BroadsheetError: the file cannot be read, or is too large.
        """
        first = next(self._chunks(_HEAD), b"")
        if marked := next((name for mark, name in _MARKS if first.startswith(mark)), ""):
            return marked
        odd = self._first_odd_bytes()
        return "utf-8" if odd is None else _guess(first, odd)

    @property
    def is_utf8(self) -> bool:
        """Tell whether the text is what it should be, so that nothing was guessed."""
        return self.encoding.startswith("utf-8")

    @cached_property
    def text(self) -> str:
        r"""Return the whole text, line breaks as `\n`.

        Raises:
            BroadsheetError: it cannot be read, or is too large to be held.
        """
        text = self.data.decode(self.encoding, errors="replace").removeprefix("\ufeff")
        return text.replace("\r\n", "\n").replace("\r", "\n")

    @cached_property
    def data(self) -> bytes:
        """Return the whole file.

        Raises:
            BroadsheetError: it cannot be read, or is too large to be held.
        """
        return b"".join(self._chunks(_CHUNK, MAX_TEXT))

    def lines(self) -> Iterator[str]:
        r"""Yield the lines with their breaks as `\n`; memory stays flat.

        Raises:
            BroadsheetError: the file cannot be read, or is too large.
        """
        decoder = codecs.getincrementaldecoder(self.encoding)(errors="replace")
        rest = ""
        for chunk in self._chunks(_CHUNK):
            *whole, rest = _split(rest + decoder.decode(chunk))
            yield from whole
        yield from filter(None, _split(rest + decoder.decode(b"", final=True)))

    def _first_odd_bytes(self) -> bytes | None:
        """Return some bytes around the first that are not UTF-8; None where all are."""
        decoder = codecs.getincrementaldecoder("utf-8")()
        for chunk in self._chunks(_CHUNK):
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError as error:
                start = max(0, error.start - _SAMPLE // 2)
                return chunk[start : start + _SAMPLE]
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return b"\xff"
        return None

    def _chunks(self, size: int, most: int = MAX_BYTES) -> Iterator[bytes]:
        total = 0
        try:
            if self.path.exists() and not self.path.is_file():
                raise BroadsheetError(f"{self.shown}: is not a file")
            with self._open() as stream:
                while chunk := stream.read(size):
                    total += len(chunk)
                    if total > most:
                        megabytes = most // 1024**2
                        raise BroadsheetError(
                            f"{self.shown}: has more than {megabytes} MB; split it"
                        )
                    yield chunk
        except (OSError, EOFError, zlib.error) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise BroadsheetError(f"{self.shown}: cannot be read: {reason}") from None

    def _open(self) -> BinaryIO:
        with self.path.open("rb") as stream:
            is_packed = stream.read(2) == _GZIP
        # A gzip bomb ends at the same limit as any other file, for it is unpacked chunk by chunk.
        return cast(BinaryIO, gzip.GzipFile(self.path)) if is_packed else self.path.open("rb")


def _split(text: str) -> list[str]:
    """Cut a text behind its line breaks; the last piece has none, and may be empty."""
    if "\r" in text:
        # The second half of a CR LF may be in the next chunk.
        held = text.endswith("\r")
        text = text[:-1] if held else text
        text = text.replace("\r\n", "\n").replace("\r", "\n") + ("\r" if held else "")
    pieces = text.split("\n")
    return [*(f"{piece}\n" for piece in pieces[:-1]), pieces[-1]]


def _guess(first: bytes, odd: bytes) -> str:
    if (declared := _DECLARED.search(first)) and (name := _decoding(declared[1].decode(), odd)):
        return name
    found = from_bytes(odd)
    best = found.best()
    if best is None or not _decoding(best.encoding, odd):
        return _USUAL
    # The encodings of Latin letters differ in a few; among equals the usual one is meant.
    near = (one for one in found if one.chaos <= best.chaos + 0.05)
    return _USUAL if any(_USUAL in one.could_be_from_charset for one in near) else best.encoding


def _decoding(name: str, data: bytes) -> str:
    """Return a codec's name if it can read some bytes, else empty text."""
    try:
        codec = codecs.lookup(name).name
        data.decode(codec)
    except (LookupError, UnicodeDecodeError, ValueError):
        return ""
    return "" if codec in ("utf-8", "ascii") else codec
