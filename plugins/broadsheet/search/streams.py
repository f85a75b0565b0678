"""Streams: numbers as text that scripts can hold: a few letters each, or bits six to a letter.

Small numbers that compress well are letters (`letters`); gaps between documents, which do not, are
Rice codes (Rice and Plaunt 1971) in base64 (`Bits`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

Ints = NDArray[np.int64]

BASE = 45
"""Letters from `!` end a number, the 45 above them carry on; none of them is a backslash."""
_FIRST = 33
_SIX = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_SIGNS = np.frombuffer(_SIX, dtype=np.uint8)
_VALUES = {sign: value for value, sign in enumerate(_SIX.decode())}
# The letters from 33 to 122 without those that a template literal would escape.
_LETTERS = [chr(one) for one in range(_FIRST, 127) if chr(one) not in "\\`$"][: 2 * BASE]
_SMALL = np.frombuffer("".join(_LETTERS[:BASE]).encode(), dtype=np.uint8)
_PLACES = {letter: place for place, letter in enumerate(_LETTERS)}


def letters(numbers: Iterable[int]) -> str:
    """Return whole numbers from 0 up as letters; those below 45 take one."""
    return "".join(map(_SPELT.__getitem__, numbers))


def letter_rows(table: Ints) -> list[str]:
    """Return each row of numbers below 45 as letters."""
    text = _SMALL[table].tobytes().decode()
    width = table.shape[1]
    return [text[at : at + width] for at in range(0, len(text), width)]


class _Spelt(dict[int, str]):
    """Numbers as letters; most are small and come again and again."""

    def __missing__(self, number: int) -> str:
        found = _number(number)
        if number < BASE * BASE:
            self[number] = found
        return found


_SPELT = _Spelt()


def _number(number: int) -> str:
    found = ""
    while number >= BASE:
        found += _LETTERS[BASE + number % BASE]
        number //= BASE
    return found + _LETTERS[number]


def numbers(text: str) -> list[int]:
    """Return the numbers of letters.

    Raises:
        KeyError: a character is none of ours.
    """
    found: list[int] = []
    value, scale = 0, 1
    for letter in text:
        place = _PLACES[letter]
        if place >= BASE:
            value += (place - BASE) * scale
            scale *= BASE
        else:
            found.append(value + place * scale)
            value, scale = 0, 1
    return found


def rice_parameter(documents: int, count: int) -> int:
    """Return how many low bits of a gap are written as they are, for `count` of all documents."""
    return max((documents * 69 // (count * 100)).bit_length() - 1, 0)


def rice_parameters(documents: int, counts: Ints) -> Ints:
    """Return the same for many counts at once; 0 where there is nothing to write."""
    shares = documents * 69 // np.maximum(counts * 100, 1)
    _, bits = np.frexp(shares)  # of whole numbers that a float holds, how many bits they have
    found: Ints = np.where(counts > 0, np.maximum(bits - 1, 0), 0).astype(np.int64)
    return found


class Codes(Struct, frozen=True):
    """Numbers as they stand in bits: so many zeros and a one, then low bits as they are."""

    unary: Ints
    low: Ints
    low_widths: Ints

    @classmethod
    def rice(cls, values: Ints, parameters: Ints) -> Codes:
        """Write numbers with so many low bits each."""
        return cls(values >> parameters, values & ((1 << parameters) - 1), parameters)

    @classmethod
    def ranks(cls, ranks: Ints) -> Codes:
        """Write ranks, the first in one bit."""
        none = np.zeros(len(ranks), dtype=np.int64)
        return cls(ranks, none, none)

    @property
    def widths(self) -> Ints:
        """Return the bits of each."""
        return self.unary + 1 + self.low_widths

    def put(self, bits: NDArray[np.uint8], starts: Ints) -> None:
        """Write each at its start into an array of zeros."""
        ends = starts + self.unary
        bits[ends] = 1
        place_bits(bits, ends + 1, self.low, self.low_widths)


def place_bits(bits: NDArray[np.uint8], starts: Ints, values: Ints, widths: Ints) -> None:
    """Write numbers of given widths into an array of bits, the highest bit first."""
    for bit in range(int(widths.max(initial=0))):
        some = widths > bit
        at = starts[some] + widths[some] - 1 - bit
        bits[at] = (values[some] >> bit) & 1


def starts_of(widths: NDArray[np.integer[Any]]) -> Ints:
    """Return where each of some widths starts, and behind them the end of all."""
    return np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(widths)))


def six_to_a_letter(bits: NDArray[np.uint8]) -> str:
    """Return bits as base64 for URLs, the last letter filled with zeros."""
    padded = np.zeros(-(-len(bits) // 6) * 6, dtype=np.uint8)
    padded[: len(bits)] = bits
    sixes = padded.reshape(-1, 6) @ np.array([32, 16, 8, 4, 2, 1], dtype=np.uint8)
    return _SIGNS[sixes].tobytes().decode()


def front_coded(words: Sequence[str]) -> str:
    """Return sorted words one a line, behind a letter for what each shares with the one before."""
    lines: list[str] = []
    for word, alike in zip(words, shared(words), strict=True):
        kept = alike if alike < BASE else 0
        lines.append(_LETTERS[kept] + word[kept:])
    return "\n".join(lines)


def shared(words: Sequence[str]) -> list[int]:
    """Return how many characters each word begins with like the one before."""
    characters = np.array(["", *words]).view(np.uint32).reshape(len(words) + 1, -1)
    differs = characters[1:] != characters[:-1]
    # Behind the end of a word stand zeros; what differs nowhere is the same word again.
    first = np.where(differs.any(axis=1), differs.argmax(axis=1), characters.shape[1])
    lengths = np.fromiter(map(len, words), np.int64, len(words))
    found: list[int] = np.minimum(first, lengths).tolist()
    return found


class Bits:
    """Reads bits back from letters."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0

    def bit(self) -> int:
        """Return the next bit.

        Raises:
            IndexError: there is none.
        """
        value = _VALUES[self._text[self._at // 6]]
        found = (value >> (5 - self._at % 6)) & 1
        self._at += 1
        return found

    def number(self, width: int) -> int:
        """Return the next number of so many bits."""
        found = 0
        for _ in range(width):
            found = found << 1 | self.bit()
        return found

    def unary(self) -> int:
        """Return the number of zeros up to the next one."""
        found = 0
        while not self.bit():
            found += 1
        return found

    def rice(self, parameter: int) -> int:
        """Return the next Rice code."""
        return self.unary() << parameter | self.number(parameter)


def ranked(counts: Sequence[int]) -> list[int]:
    """Return the values by how often they come, the commonest first: their place is their code."""
    return sorted(range(len(counts)), key=lambda one: (-counts[one], one))
