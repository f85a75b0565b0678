"""Withdrawals: what a comment or an abstract says when its own paper was taken back."""

from __future__ import annotations

import re

_THING = r"(?:paper|article|manuscript|submission|work|preprint|e-?print|report|note|draft|study)"
_TAKEN_BACK = (
    r"(?:has|have|had|was|is|were)\s+(?:been\s+|being\s+|now\s+|temporarily\s+)*"
    r"(?:withdrawn|retracted)"
)
# Taken back from a journal or a conference, it still stands on arXiv.
_NOT_ELSEWHERE = r"\b(?!\s+from\s+(?!(?:the\s+)?arxiv))"
# "An earlier version of this paper was withdrawn" says nothing of this one.
_OWN = re.compile(
    rf"(?<!of )\bthis\s+(?:arxiv\s+)?{_THING}\s+{_TAKEN_BACK}{_NOT_ELSEWHERE}", re.IGNORECASE
)
_IN_COMMENT = re.compile(
    rf"(?<!of )\b(?:the|our)\s+{_THING}\s+{_TAKEN_BACK}{_NOT_ELSEWHERE}"
    rf"|\A\W*(?:(?:the|this)\s+)?(?:{_THING}\s+)?(?:withdrawn|retracted)\b(?=\W*\Z|\s*[.,;:!()\]]|"
    rf"\s+(?:by|due|because|as|since|for|pending|in)\b)",
    re.IGNORECASE,
)


def withdrawal_note(comment: str, abstract: str) -> str:
    """Return what says that the paper itself is withdrawn, or empty text."""
    if _OWN.search(comment) or _IN_COMMENT.search(comment):
        return comment
    found = _OWN.search(abstract)
    return _sentence(abstract, found.start()) if found else ""


def _sentence(text: str, at: int) -> str:
    start = max(text.rfind(mark, 0, at) for mark in (". ", "! ", "? ", "] "))
    end = re.compile(r"[.!?](?=\s|\Z)").search(text, at)
    return text[start + 2 if start >= 0 else 0 : end.end() if end else len(text)].strip()
