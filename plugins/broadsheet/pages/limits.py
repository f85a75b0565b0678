"""Limits of where sites are published, and what to leave out before one is reached."""

from __future__ import annotations

from collections.abc import Mapping

# https://docs.github.com/en/pages/getting-started-with-github-pages/github-pages-limits
GITHUB_PAGES = 1_000_000_000
_SHARE = 0.8
_HEAVY = 3


def size_notice(sizes: Mapping[str, int]) -> str:
    """Return what to say of a site by the bytes of its folders; nothing below 80 % of 1 GB."""
    whole = sum(sizes.values())
    if whole < GITHUB_PAGES * _SHARE:
        return ""
    heaviest = sorted(sizes.items(), key=lambda one: (-one[1], one[0]))[:_HEAVY]
    shares = ", ".join(f"{name} {size / 1e6:,.0f} MB" for name, size in heaviest)
    return (
        f"the site has {whole / 1e6:,.0f} MB ({shares}); GitHub Pages takes 1,000 MB. Fewer "
        "`styles` in broadsheet/exports make papers/ smaller, a higher `authors_from` and "
        "`venues_from` in broadsheet/feeds make feeds/ smaller"
    )
