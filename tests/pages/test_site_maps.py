from __future__ import annotations

from defusedxml.ElementTree import fromstring

from broadsheet.pages.site_maps import robots, site_maps

_LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def test_every_page_is_in_one_map() -> None:
    urls = [f"https://socks.example/papers/{number}&/" for number in range(7)]
    maps = dict(site_maps([(url, "2024-05-31") for url in urls], most=3))
    assert list(maps) == ["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml"]
    assert [one.text for text in maps.values() for one in fromstring(text).iter(_LOC)] == urls


def test_robots_are_told_all_maps() -> None:
    assert robots("https://socks.example/", ["sitemap-1.xml"]).decode() == (
        "User-agent: *\nAllow: /\nSitemap: https://socks.example/sitemap.xml\n"
        "Sitemap: https://socks.example/sitemap-1.xml\n"
    )
