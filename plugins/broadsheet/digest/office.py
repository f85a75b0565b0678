"""The office: one run of the digest, from the files of a collection to mail or to a folder."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from email.headerregistry import Address
from pathlib import Path

from msgspec import Struct

from broadsheet.collection import Collection, read_sound_collection
from broadsheet.digest.address import token
from broadsheet.digest.delivery import Delivered, Pace, deliver, due
from broadsheet.digest.ledger import Baseline, Issue, Ledger, Line, Opened
from broadsheet.digest.ledger_file import LedgerFile
from broadsheet.digest.letter import Letter, for_reader
from broadsheet.digest.message import message
from broadsheet.digest.postman import Postman
from broadsheet.digest.press import Press
from broadsheet.digest.selection import Choice, Period, choose
from broadsheet.digest.settings import DigestSettings
from broadsheet.digest.subscribers import Subscriber, read_subscribers
from broadsheet.errors import BroadsheetError, Problem
from broadsheet.history.git import Git, GitError
from broadsheet.project import Project
from broadsheet.records.store import write_text
from broadsheet.site import SiteSettings, read_site, site_words

KEY = "BROADSHEET_DIGEST_KEY"
_HINT = "set {}, to any long secret that stays the same: it hides in the ledger whose mail it was"


class Readers(Struct, frozen=True):
    """Whom mail goes to, and the key by which the ledger names them."""

    all: tuple[Subscriber, ...]
    key: str
    problems: tuple[Problem, ...] = ()

    @property
    def mark(self) -> str:
        """Return what tells one key from another."""
        return token("", self.key)[:8]


class Office:
    """Prepares what a run needs."""

    def __init__(self, project: Project, settings: DigestSettings) -> None:
        """Read the collection and what mkdocs.yml says of the site.

        Raises:
            BroadsheetError: something is wrong with them, or the site's address is not known.
        """
        self.project = project
        self.settings = settings
        self.site: SiteSettings = read_site(project)
        if not self.site.url:
            raise BroadsheetError("set `site_url` in mkdocs.yml: a mail's links lead to the site")
        words = site_words(project, self.site)
        self.collection: Collection = read_sound_collection(project, words)
        overrides = [project.root / "site_config" / "overrides"]
        self._press = Press(self.collection, self.site, words, settings, overrides)

    def sender(self) -> Address:
        """Return who sends the mail.

        Raises:
            BroadsheetError: the settings do not say.
        """
        if self.settings.sender is None:
            shown = self.project.shown(self.project.digest)
            raise BroadsheetError(f"{shown}: say who sends the mail: `from: papers@example.org`")
        return self.settings.sender

    def readers(self, environment: Mapping[str, str]) -> Readers:
        """Return whom mail goes to: the list, else each subscriber.

        Raises:
            BroadsheetError: the subscribers are not there, are in git, or the key is missing.
        """
        if self.settings.to:
            return Readers((Subscriber(self.settings.to),), environment.get(KEY, ""))
        path = self.project.root / self.settings.subscribers
        shown = self.project.shown(path)
        topics = self.collection.vocabulary.tags
        found, problems = read_subscribers(path, shown, topics)
        if _is_in_git(self.project.root, path):
            raise BroadsheetError(f"{shown} is in git, for all to read; `git rm --cached` it")
        if not (key := environment.get(KEY, "")):
            raise BroadsheetError(_HINT.format(KEY))
        return Readers(found, key, problems)

    def choose(self, period: Period, ledger: Ledger) -> Choice:
        """Return the papers of a new mail."""
        return choose(self.collection, period, ledger)

    def letter(self, choice: Choice, ledger: Ledger, now: dt.datetime) -> Letter:
        """Return a new mail as its first reader would get it."""
        return self._press.letter(choice.papers, _next(ledger), now.date())

    @staticmethod
    def announce(
        book: LedgerFile, ledger: Ledger, choice: Choice, opened: Opened, *more: Line
    ) -> Issue:
        """Write down that papers are announced, before anything is sent."""
        baseline = [] if ledger.has_begun else [Baseline(choice.passed)]
        book.append(*baseline, opened, *more)
        return Issue(opened, {}, {}, False)

    @staticmethod
    def opened(choice: Choice, ledger: Ledger, now: dt.datetime, mark: str = "") -> Opened:
        """Return a new mail as the ledger knows it."""
        date = now.replace(microsecond=0).isoformat()
        return Opened(_next(ledger), date, choice.papers, mark)

    def send(
        self, issue: Issue, readers: Readers, book: LedgerFile, *, retry_uncertain: bool = False,
        environment: Mapping[str, str],
    ) -> Iterator[Delivered]:  # fmt: skip
        """Send a mail to all who are due it.

        Raises:
            BroadsheetError: the key has changed, so that nobody knows who has it; or no server.
        """
        if issue.opened.key != readers.mark:
            raise BroadsheetError(
                f"No. {issue.number} went out with another {KEY}; set that one until it is done"
            )
        sender = self.sender()
        parcels = self._press.parcels(issue.opened, readers.all, sender, readers.key)
        waiting = list(due(parcels, issue, retry_uncertain=retry_uncertain))
        envelope = (self.settings.bounces or sender).addr_spec
        with Postman(self.settings.smtp, environment) as postman:
            pace = Pace(self.settings.rate)
            yield from deliver(issue, waiting, envelope, book, postman, pace)

    def shown(self, letter: Letter) -> Letter:
        """Return a letter that is to no reader in particular."""
        out = self.settings.unsubscribe or f"{self.site.url}{self.site.urls.path('subscribe/')}"
        return for_reader(letter, out)

    def write(self, folder: Path, letter: Letter, opened: Opened) -> tuple[Path, ...]:
        """Write a mail as HTML, as text and, if a sender is set, as a message; return the files.

        Raises:
            BroadsheetError: they cannot be written.
        """
        own = self.shown(letter)
        files = {"digest.html": own.html, "digest.txt": own.text}
        if self.settings.sender:
            to = self.settings.to or self.settings.sender
            date = dt.datetime.fromisoformat(opened.date)
            sending = self._press.sending(self.settings.sender, opened.issue, date)
            files["digest.eml"] = message(letter, sending, to, token(to.addr_spec, "")).decode()
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise BroadsheetError(f"{folder}: cannot be made: {error.strerror}") from error
        for name, text in files.items():
            write_text(folder / name, text)
        return tuple(folder / name for name in files)


def _next(ledger: Ledger) -> int:
    return max((issue.number for issue in ledger.issues), default=0) + 1


def _is_in_git(root: Path, path: Path) -> bool:
    try:
        Git(root).run("ls-files", "--error-unmatch", "--", str(path))
    except GitError:
        return False
    return True
