"""A paper as citation styles print it: its texts clean, its names so that initials are right."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from broadsheet.exports.csl_fields import Item
from broadsheet.exports.csl_json import brief_item, csl_name
from broadsheet.records.models import Paper
from broadsheet.records.names import Author
from broadsheet.records.tex import UNPRINTABLE

_UNUSED = ("id", "note", "PMID")
_HAN = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")
# What the processor takes for a particle among given names is a part of the name before it.
_SEAM = re.compile("([ -])(?=(.))")
GLUED = {" ": "\ue008", "-": "\ue009"}
"""What holds parts of a name together until the processor is through with it."""


def cited_item(paper: Paper) -> Item:
    """Return what styles print of a paper, its texts clean of the signs that we mark with."""
    item = {key: value for key, value in brief_item(paper).items() if key not in _UNUSED}
    item["author"] = [_person(author) for author in paper.authors]
    return {key: _clean(value) if isinstance(value, str) else value for key, value in item.items()}


@lru_cache(maxsize=20_000)  # most authors are met again
def _person(author: Author) -> Mapping[str, str]:
    clean = {key: _clean(value) for key, value in csl_name(author).items()}
    if _HAN.search(clean.get("family", "")):
        # Such names have no initials and are not turned round.
        return {"literal": clean["family"] + clean["given"]}
    if "given" in clean and not clean["given"][0].isupper():
        # Without a capital there is no initial: names in scripts without case, and bell hooks.
        parts = ("given", "non-dropping-particle", "family", "suffix")
        return {"literal": " ".join(clean[part] for part in parts if part in clean)}
    return clean | ({"given": _glued(clean["given"])} if "given" in clean else {})


def _glued(given: str) -> str:
    """Return given names with what has no initial hung to the name before: `Chin-hung`."""
    return _SEAM.sub(lambda match: GLUED[match[1]] if not match[2].isupper() else match[1], given)


def _clean(text: str) -> str:
    return text if text.isprintable() else UNPRINTABLE.sub(" ", text)
