"""The press: from a mail's papers to the message of each reader."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from email.headerregistry import Address
from functools import partial
from pathlib import Path

from broadsheet.collection import Collection
from broadsheet.digest.address import token
from broadsheet.digest.contents import Writer
from broadsheet.digest.delivery import Parcel
from broadsheet.digest.ledger import Opened
from broadsheet.digest.letter import Letter, Typesetter
from broadsheet.digest.message import Sending, message
from broadsheet.digest.settings import DigestSettings
from broadsheet.digest.subscribers import Subscriber
from broadsheet.feeds.address import Publication
from broadsheet.language.words import Words
from broadsheet.records.slugs import slugify
from broadsheet.site import SiteSettings


class Press:
    """Makes letters and messages of one collection."""

    def __init__(
        self,
        collection: Collection,
        site: SiteSettings,
        words: Words,
        settings: DigestSettings,
        overrides: Sequence[Path] = (),
    ) -> None:
        self._site = site
        self._settings = settings
        publication = Publication(name=site.name, url=site.url, urls=site.urls)
        self._writer = Writer(collection, publication, words)
        self._typesetter = Typesetter(words, settings.papers, overrides)
        self._letters: dict[tuple[int, tuple[str, ...]], Letter] = {}

    def letter(self, papers: Sequence[str], number: int, day: dt.date) -> Letter:
        """Return a letter, which is made once for all who get the same papers."""
        key = (number, tuple(papers))
        if key not in self._letters:
            contents = self._writer.contents(papers, number, day)
            self._letters[key] = self._typesetter.letter(contents)
        return self._letters[key]

    def parcels(
        self, opened: Opened, readers: Iterable[Subscriber], sender: Address, key: str
    ) -> Iterator[Parcel]:
        """Yield the message to each reader who wants any of a mail's papers."""
        date = dt.datetime.fromisoformat(opened.date)
        sending = self.sending(sender, opened.issue, date)
        for reader in readers:
            if papers := self._writer.wanted(opened.papers, reader.topics):
                letter = partial(self.letter, papers, opened.issue, date.date())
                to, name = reader.address, token(reader.address.addr_spec, key)
                yield Parcel(to.addr_spec, name, partial(_message, letter, sending, to, name))

    def sending(self, sender: Address, number: int, date: dt.datetime) -> Sending:
        """Return what all messages of a mail share."""
        site, settings = self._site, self._settings
        return Sending(
            sender=sender,
            list_name=site.name,
            list_id=settings.list_id or f"{slugify(site.name)}.{sender.domain}",
            issue=number,
            date=date,
            home=site.url,
            subscribe=f"{site.url}{site.urls.path('subscribe/')}",
            language=site.language,
            reply_to=settings.reply_to,
            unsubscribe=settings.unsubscribe,
        )


def _message(letter: partial[Letter], sending: Sending, to: Address, name: str) -> bytes:
    return message(letter(), sending, to, name)
