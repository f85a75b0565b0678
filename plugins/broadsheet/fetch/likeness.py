"""Likeness: whether two titles with their authors are one paper's, however each is spelt."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from enum import Enum
from functools import lru_cache

from anyascii import anyascii
from msgspec import Struct

from broadsheet.fetch.namesakes import Who, who_is_first
from broadsheet.records.tex import plain_text, tex_to_unicode

_LONGEST = 400
"""Characters of a title that are looked at."""
_MARKUP = re.compile(r"</?[A-Za-z][^<>]{0,80}>")
_TAKEN_BACK = re.compile(r"^\W*(?:retracted|withdrawn)(?:\s+(?:article|paper))?\W*[:\])]\s*", re.I)
# What is written about a paper bears its title, and often its authors' names too.
_ABOUT = re.compile(
    r"^\W*(?:(?:author|publisher)(?:'s|’s)?\s+)?(?:correction|corrigend(?:um|a)|errat(?:um|a)|"
    r"addend(?:um|a)|comments?|reply|repl(?:y|ies)|response|rejoinder|retraction|review|"
    r"expression\s+of\s+concern)\b.{0,12}?(?::|\bto\b|\bon\b|\bof\b|\bfor\b)",
    re.IGNORECASE,
)
_BREAK = re.compile(r"\s*[:：]\s*|\s+[-–—]+\s+|\s*—\s*|(?<=[?!])\s+|(?<=\w\w)\.\s+")
_ROMAN = re.compile(r"[ivx]{1,4}")
_SMALL = frozenset("a an and at by for from in of on the to via with".split())  # noqa: SIM905


class Identity(Struct, frozen=True, omit_defaults=True):
    """What a paper is known by: its title, and the first few authors as `Family, Given`."""

    title: str = ""
    names: tuple[str, ...] = ()
    """Groups stand in braces."""

    def __str__(self) -> str:
        """Return `“Title” by First, Author`, each as far as it is known."""
        title = self.title if len(self.title) <= 150 else f"{self.title[:149]}…"
        by = f" by {self.names[0][:60].strip('{}')}" if self.names else ""
        return f"“{title}”{by}" if title else f"a paper{by}"


class Near(Enum):
    """How near two titles are."""

    SAME = "same"
    CLOSE = "close"
    """One is cut, has another prefix or a subtitle more, or a few letters differ."""
    KIN = "kin"
    """They share most words."""
    FOREIGN = "foreign"
    """They are written in different scripts, so nobody can tell."""
    FAR = "far"


def is_one_paper(known: Identity, said: Identity) -> bool:
    """Tell whether two identities may be of one paper; what neither says speaks against nothing."""
    if not said.title or not known.title:
        who = who_is_first(known.names, said.names)
        return not (known.names and said.title) or who is not Who.OTHER
    near = title_likeness(known.title, said.title)
    who = who_is_first(known.names, said.names)
    match near:
        case Near.SAME:
            is_telling = len(_words(known.title)) >= 4
            return who in (Who.SAME, Who.UNKNOWN) or (who is Who.NAMESAKE and is_telling)
        case Near.CLOSE:
            return who in (Who.SAME, Who.UNKNOWN)
        case Near.KIN:
            return _are_same_people(known.names, said.names)
        case Near.FOREIGN:
            return who is Who.SAME
        case Near.FAR:
            return False


def _are_same_people(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    if len(ours) != len(theirs) or len(ours) < 2:
        return False
    pairs = zip(ours, theirs, strict=True)
    return all(who_is_first([one], [two]) is Who.SAME for one, two in pairs)


def title_likeness(ours: str, theirs: str) -> Near:
    """Compare two titles: TeX, markup, case, accents, scripts and punctuation do not count."""
    one, two = _words(ours), _words(theirs)
    if one and "".join(one) == "".join(two):
        return Near.SAME
    if bool(_ABOUT.match(ours)) != bool(_ABOUT.match(theirs)):
        return Near.FAR
    if _is_latin(ours) != _is_latin(theirs):
        return Near.FOREIGN
    if _is_cut(ours, theirs) or _is_cut(theirs, ours) or _shares_a_part(ours, theirs):
        return Near.CLOSE
    return _near_words(one, two)


@lru_cache(maxsize=4096)
def _words(title: str) -> tuple[str, ...]:
    text = _TAKEN_BACK.sub("", html.unescape(_MARKUP.sub("", title[:_LONGEST])))
    if any(sign in text for sign in "$\\{}"):
        text = plain_text(tex_to_unicode(text))
    text = re.sub(r"(?<=\w)\+", " plus ", text)
    return tuple(re.findall(r"[a-z0-9]+", anyascii(re.sub(r"['’`´]", "", text)).casefold()))


@lru_cache(maxsize=1024)
def _parts(title: str) -> tuple[str, str]:
    """Return what stands before and behind the first break of a title."""
    text = html.unescape(_MARKUP.sub("", title[:_LONGEST]))
    head, *tail = _BREAK.split(text.rstrip(" .?!"), maxsplit=1)
    return head, "".join(tail)


def _is_latin(title: str) -> bool:
    letters = [one for one in title[:_LONGEST] if one.isalpha()]
    latin = sum(one < "\u0370" or "\u1d00" <= one < "\u2000" for one in letters)
    return latin * 2 >= len(letters)


def _is_cut(short: str, long: str) -> bool:
    """Tell whether a title is the beginning of the other one, up to a break or far enough."""
    one, two = "".join(_words(short)), "".join(_words(long))
    if not one or not two.startswith(one):
        return False
    if one == "".join(_words(_parts(long)[0])):
        return True
    if short.rstrip().endswith(("…", "...")):
        return len(one) >= 12
    return len(one) >= 25 and not _is_number_next(_words(short), _words(long))


def _is_number_next(short: Sequence[str], long: Sequence[str]) -> bool:
    # The second part of a series begins as the first does.
    at = len(short)
    return long[:at] == short and len(long) > at and _is_number(long[at])


def _is_number(word: str) -> bool:
    return any(one.isdigit() for one in word) or bool(_ROMAN.fullmatch(word))


def _shares_a_part(ours: str, theirs: str) -> bool:
    """Tell whether two titles differ in a name before a colon alone: `NFT: …`."""
    heads, tails = zip(*(map(_words, _parts(one)) for one in (ours, theirs)), strict=True)
    one, two = _words(ours), _words(theirs)
    if _is_same_part(tails[0], two) or _is_same_part(tails[1], one):
        return True
    is_renamed = max(map(len, heads)) <= 3 and _numbers(heads[0]) == _numbers(heads[1])
    return is_renamed and _is_same_part(*tails)


def _is_same_part(one: Sequence[str], two: Sequence[str]) -> bool:
    return len(one) >= 3 and "".join(one) == "".join(two)


def _numbers(words: Sequence[str]) -> set[str]:
    return {word for word in words if _is_number(word)}


def _near_words(one: Sequence[str], two: Sequence[str]) -> Near:
    if _numbers(one) != _numbers(two):
        return Near.FAR
    cost = 0.0
    for tag, start, end, begin, stop in SequenceMatcher(None, one, two, False).get_opcodes():
        if tag != "equal":
            cost += _cost(one[start:end], two[begin:stop])
    if cost <= min(len(one), len(two)) // 6:
        return Near.CLOSE
    shared = len(set(one) & set(two)) * 2 / max(1, len(set(one)) + len(set(two)))
    return Near.KIN if shared >= 0.6 else Near.FAR


def _cost(ours: Sequence[str], theirs: Sequence[str]) -> float:
    """Say how many words differ; a slip of the pen costs nothing, another word never passes."""
    large = [[one for one in words if one not in _SMALL] for words in (ours, theirs)]
    if not (large[0] and large[1]):
        return len(large[0]) + len(large[1])
    one, two = "".join(large[0]), "".join(large[1])
    is_slip = SequenceMatcher(None, one, two, False).ratio() >= 0.8
    return 0.0 if is_slip and _numbers(large[0]) == _numbers(large[1]) else 100.0
