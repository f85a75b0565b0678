"""What came of a fetch."""

from __future__ import annotations

from msgspec import Struct

from broadsheet.errors import Problem
from broadsheet.fetch.changes import Change

_MOST_SHOWN = 3


class SourceReport(Struct, frozen=True, kw_only=True):
    """What came of one source; all counts are of papers, the lists of their ids."""

    source: str
    label: str
    asked: int
    answered: int
    """Those with an answer, be it that the source does not know them."""
    unchanged: int = 0
    """Those of the answered that say what the lock said before."""
    not_found: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    """Those whose id the source refuses, and those whose answer is about another paper."""
    failed: int = 0
    """Those without an answer; the next run asks for them again."""
    reasons: tuple[str, ...] = ()
    """Why, each once."""

    def __str__(self) -> str:
        """Return one line: `arXiv: 21 asked, 20 answered, 1 failed (arxiv.org answers 503)`."""
        said = [f"{self.label}: {self.asked} asked", f"{self.answered} answered"]
        said += [f"{self.unchanged} unchanged"] if self.unchanged else []
        said += _listed("not found", self.not_found) + _listed("refused", self.refused)
        said += [f"{self.failed} failed"] if self.failed else []
        why = "; ".join(self.reasons[:_MOST_SHOWN]) + ("; …" * (len(self.reasons) > _MOST_SHOWN))
        return ", ".join(said) + (f" ({why})" if why else "")


class Report(Struct, frozen=True):
    """What came of all sources that had to be asked, and Problems at the records concerned."""

    sources: tuple[SourceReport, ...]
    problems: tuple[Problem, ...] = ()
    changes: tuple[Change, ...] = ()
    """What would change, where nothing was to be written."""

    @property
    def is_complete(self) -> bool:
        """Tell whether every source answered for every paper, be it with "unknown"."""
        return not any(source.failed or source.refused for source in self.sources)


def _listed(word: str, papers: tuple[str, ...]) -> list[str]:
    shown = ", ".join(papers[:_MOST_SHOWN]) + (", …" if len(papers) > _MOST_SHOWN else "")
    return [f"{len(papers)} {word} ({shown})"] if papers else []
