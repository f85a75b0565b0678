"""The collection of this checkout: 21 papers, complete, each link leading somewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from sites import CHECKOUT, Site, build_site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BROADSHEET_FETCH", "never")
        folder = str(tmp_path_factory.mktemp("site"))
        return build_site(CHECKOUT / "mkdocs.yml", site_dir=folder)


def test_it_has_the_21_papers_of_the_edition(site: Site) -> None:
    papers = [path for path in (site.folder / "papers").iterdir() if path.is_dir()]

    assert len(papers) == 21
    assert site.has("editions/2025-09-02/index.html")


@pytest.mark.parametrize("facet", ["topics", "authors", "venues", "years", "collections"])
def test_it_has_pages_of_every_facet(site: Site, facet: str) -> None:
    assert len(list((site.folder / facet).iterdir())) > 2


def test_every_internal_link_resolves(site: Site) -> None:
    assert site.dead_links() == []


def test_the_build_warns_of_nothing(site: Site) -> None:
    assert [line for line in site.log if not line.startswith("INFO")] == []


def test_the_offline_site_has_no_dead_link(tmp_path: Path) -> None:
    config = CHECKOUT / "site_config" / "offline.yml"

    site = build_site(config, site_dir=str(tmp_path / "site"))

    assert site.has("papers/2405.21018.html")
    assert site.dead_links() == []
