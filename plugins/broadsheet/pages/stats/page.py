"""The page of statistics: all figures, drawn."""

from __future__ import annotations

from pathlib import Path

from broadsheet.pages.inner import Inner
from broadsheet.pages.stats.charts import draw
from broadsheet.pages.stats.counts import figures
from broadsheet.pages.stats.figures import StatsView
from broadsheet.pages.views import Views

MAP = "stats/map"
"""The key of the map."""
_SURE = 1_000
"""Papers."""


def stats_view(views: Views, cache: Path | None) -> StatsView:
    """Return the statistics of a collection; drawings are kept in `cache` where there is one."""
    return StatsView(
        count=len(views.catalogue.papers),
        figures=draw(tuple(figures(views)), cache),
        map=Inner(views.words("map"), MAP) if has_map(views) else None,
    )


def has_map(views: Views) -> bool:
    """Tell whether enough papers have something in common for a map of them."""
    # Of so many some have, and to wait for the landscape would keep a build from other things.
    return len(views.catalogue.papers) >= _SURE or bool(views.landscape.places)
