"""A watch: the lock is compared with the one of the last commit, and the links are tried."""

from __future__ import annotations

import datetime as dt

from broadsheet.fetch.enrich import collection_settings
from broadsheet.history.differences import differences
from broadsheet.history.snapshot import snapshot, snapshot_at
from broadsheet.project import Project
from broadsheet.records.catalogue import sole_records
from broadsheet.records.loader import load_records
from broadsheet.watch.links import Fate, LinkState, due, record_urls, try_links
from broadsheet.watch.mending import mend_urls
from broadsheet.watch.news import news, renamed
from broadsheet.watch.report import Watch

MOST_LINKS = 1_000
"""In one watch; a larger collection has all of its links tried in as many weeks as that takes."""


def watch(
    project: Project,
    *,
    today: dt.date,
    most_links: int = MOST_LINKS,
    interval: float = 1.0,
    base: str = "HEAD",
) -> Watch:
    """Say what is new since a commit, and mend in the records what has but one right answer.

    These are repositories that were renamed and links that moved for good. `interval` is in
    seconds between requests to one host; with `most_links` 0 no link is tried.

    Raises:
        BroadsheetError: the collection is in no repository, or a file cannot be written.
    """
    before, after = snapshot_at(project, base), snapshot(project)
    found = news(before, after)
    records, _ = sole_records(load_records(project.papers, project.root).records)
    new_names = renamed(found)
    urls = [url for url in record_urls(records) if url not in new_names]
    states: tuple[LinkState, ...] = ()
    if most_links:
        contact = collection_settings(project).contact
        chosen = due(urls, most_links, today)
        states = try_links(chosen, interval=interval, contact=contact)
    moved = {one.url: one.now for one in states if one.fate is Fate.MOVED}
    mended = mend_urls(project, records, {**moved, **new_names})
    titles = {paper.id: paper.title for paper in after.papers.values()}
    return Watch(today, found, states, mended, titles, differences(before, after))
