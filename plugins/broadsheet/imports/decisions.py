"""What each imported paper is to the collection: new, known, or the same as one just read."""

from __future__ import annotations

import datetime as dt

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from broadsheet.errors import Problem, Severity
from broadsheet.fetch.answers import Answer
from broadsheet.imports.completing import changes, completed
from broadsheet.imports.importer import ImportedPaper
from broadsheet.imports.known import KnownPapers
from broadsheet.imports.report import ImportReport, ReportedPaper
from broadsheet.records.catalogue import names_of
from broadsheet.records.models import Facts
from broadsheet.records.titles import title_key
from broadsheet.tagging.vocabulary import Vocabulary

_FACTS = msgspec.json.Decoder(Facts)


class Decided(Struct, frozen=True):
    """What is to be written for a part of a file."""

    records: tuple[dict[str, object], ...]
    answers: tuple[Answer, ...]


def packed(facts: Facts) -> bytes:
    """Return facts in little memory."""
    return msgspec.json.encode(facts)


class Decisions:
    """Decides paper by paper; writes nothing, and forgets what was taken to be written.

    `said` is what the same source said before, by paper, as `packed`: of 150,000 papers the values
    themselves would take a gigabyte.
    """

    def __init__(
        self,
        known: KnownPapers,
        said: dict[str, bytes],
        today: dt.date,
        vocabulary: Vocabulary | None = None,
        *,
        is_dry: bool = False,
    ) -> None:
        self._known = known
        self._said = said
        self._today = today
        self._is_dry = is_dry
        self._vocabulary = vocabulary or Vocabulary.of(())
        self._lines: dict[str, int] = {}
        self._groups: dict[str, list[ReportedPaper]] = {
            "new": [], "matched": [], "unchanged": [], "merged": [],
        }  # fmt: skip
        self._problems: list[Problem] = []
        self._records: list[dict[str, object]] = []
        self._answers: dict[str, Answer] = {}

    def take(self, path: str, paper: ImportedPaper) -> None:
        """Take one paper in, or say why not."""
        paper = self._with_topics(paper)
        found = self._known.find(paper.facts)
        if doubt := _doubt(paper.facts, found) or self._mismatch(paper.facts, found):
            self._problems.append(Problem(path, paper.line, 1, *doubt))
        elif found:
            self._enter("merged" if found[0] in self._lines else "matched", found[0], paper)
        else:
            paper_id = self._known.new_id(paper.facts)
            self._records.append(_record_fields(paper_id, paper))
            self._enter("new", paper_id, paper)

    def _mismatch(self, facts: Facts, found: tuple[str, ...]) -> tuple[str, str, Severity] | None:
        title = self._known.differs(found[0], facts) if found else ""
        if not title:
            return None
        message = f"`{found[0]}` is “{title}” here, not “{facts.title}”; not imported"
        return message, "which of them has this id?", Severity.ERROR

    def _with_topics(self, paper: ImportedPaper) -> ImportedPaper:
        """Return a paper with topics of the vocabulary; other words become keywords."""
        if not paper.topics:
            return paper
        tags = {word: self._vocabulary.resolve(word) for word in paper.topics}
        words = (*paper.facts.keywords, *(word for word, tag in tags.items() if not tag))
        facts = replace(paper.facts, keywords=tuple(dict.fromkeys(words)))
        topics = tuple(dict.fromkeys(filter(None, tags.values())))
        return replace(paper, facts=facts, topics=topics)

    def _enter(self, group: str, paper_id: str, paper: ImportedPaper) -> None:
        facts = paper.facts
        before = _FACTS.decode(self._said[paper_id]) if paper_id in self._said else None
        if before is not None:
            # The first entry of a file has the word, and what was taken in before stays.
            facts = completed(before, facts) if group == "merged" else completed(facts, before)
        self._known.add(paper_id, paper.facts.ids, paper.facts.title, paper.facts.authors)
        is_told = before is not None or self._is_dry
        differs = changes(before or Facts(), facts) if is_told else ()
        if before is None or facts != before:
            self._said[paper_id] = packed(facts)
            self._answers[paper_id] = Answer(paper_id, _key(paper), self._today, facts)
        elif group == "matched":
            # The earlier answer stays with its day, so that nothing is written.
            group = "unchanged"
        self._lines.setdefault(paper_id, paper.line)
        self._groups[group].append(
            ReportedPaper(paper_id, paper.facts.title, paper.line, paper.name, differs)
        )

    def flush(self) -> Decided:
        """Return what was decided since the last time."""
        decided = Decided(tuple(self._records), tuple(self._answers.values()))
        self._records, self._answers = [], {}
        return decided

    def forget(self) -> None:
        """Let go of what was kept to decide by; nothing can be taken in any more."""
        self._said = {}
        self._known = KnownPapers(())

    def report(self, problems: tuple[Problem, ...]) -> ImportReport:
        """Return what was decided, with the Problems of the file before our own."""
        return ImportReport(
            new=tuple(self._groups["new"]),
            matched=tuple(self._groups["matched"]),
            unchanged=tuple(self._groups["unchanged"]),
            merged=tuple(self._groups["merged"]),
            problems=(*problems, *self._problems),
        )


def _doubt(facts: Facts, found: tuple[str, ...]) -> tuple[str, str, Severity] | None:
    if not (title_key(facts.title) or any(msgspec.structs.astuple(facts.ids))):
        message = "no title or identifier to know the paper by; not imported"
        return message, "give it a title", Severity.ERROR
    if len(found) > 1:
        message = f"`{facts.title}` may be each of {', '.join(found)}; not imported"
        return message, "are these records of one paper?", Severity.ERROR
    return None


def _key(paper: ImportedPaper) -> str:
    return next(iter(names_of(paper.facts.ids)), f"title:{paper.facts.title}")


def _record_fields(paper_id: str, paper: ImportedPaper) -> dict[str, object]:
    """Return what a new record says itself: names, edition, topics; the lock holds the rest."""
    ids = msgspec.structs.asdict(paper.facts.ids)
    return {
        **{kind: value for kind, value in ids.items() if kind not in ("openalex", "s2", "dblp")},
        "id": paper_id,
        "title": paper.facts.title,
        "featured": paper.featured.isoformat() if paper.featured else "",
        "tags": paper.topics,
        "summary": paper.summary,
    }
