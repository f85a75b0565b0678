"""Refusals: why something that was pasted leads to no new paper, and what to paste instead."""

from __future__ import annotations

from broadsheet.adding.addresses import repository_of, semantic_scholar_hash
from broadsheet.adding.inquiry import Found
from broadsheet.adding.known import names_of_all
from broadsheet.adding.pasted import Pasted
from broadsheet.fetch.report import Report
from broadsheet.records.models import Record

_REGISTRIES = {
    "arxiv": "arxiv", "acl": "acl-anthology", "openreview": "openreview", "pmid": "pubmed",
}  # fmt: skip
"""Who would know an identifier if it were one."""


def unknown_paper(draft: Record, report: Report) -> str:
    """Return why there is no such paper, or nothing if there may be one."""
    kind, _ = next(iter(names_of_all(draft.ids))).split(":", 1)
    denying = [one for one in report.sources if draft.id in (*one.not_found, *one.refused)]
    registry = _REGISTRIES.get(kind)
    is_sure = any(one.source == registry for one in denying)
    if not denying or (not is_sure and any(one.failed for one in report.sources)):
        return ""
    who = ", ".join(one.label for one in denying)
    return (
        f"{who} knows no such paper; nothing is written (check the id, or add it with --no-fetch)"
    )


def unreadable(pasted: Pasted, found: Found) -> str:
    """Say why an address or id leads to no paper, and what to paste instead."""
    text = f"`{pasted.text}`"
    if pasted.address and repository_of(pasted.address):
        return f"{text} is a repository, and no paper here has it; paste the paper's id or title"
    why = f" ({'; '.join(found.failures)})" if found.failures else ""
    if pasted.address and not semantic_scholar_hash(pasted.address):
        return f"{text}: no id can be read from the address; paste the paper's id or title"
    if found.was_asked and not found.failures:
        return f"{text}: no identifier of the paper is known; paste its arXiv id, DOI or title"
    return f"{text}: who knows this id was not asked{why}; paste the paper's arXiv id, DOI or title"


def no_title(pasted: Pasted, found: Found) -> str:
    """Say that a text is neither an id nor the title of a paper that can be found."""
    message = f"`{pasted.text}` is no id or URL that is known"
    if found.was_asked:
        message += ", and no source finds a paper of that title"
    if found.failures:
        message += f" ({'; '.join(found.failures)})"
    return f"{message}; paste an arXiv, DOI, ACL Anthology, OpenReview or PubMed id or URL"
