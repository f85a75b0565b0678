"""The shelf: stars, read marks and notes that a reader's own browser keeps, and ways in and out."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, FilePayload, Locator, Page, expect

from sites import CHECKOUT, Site, build_site

PAPER = "2412.19513"
OTHER = "2205.08645"
TITLE = "Confidence v.s. Critique: A Decomposition of Self-Correction Capability for LLMs"
TOPIC = "topics/safety/"
SCRIPTS = CHECKOUT / "plugins" / "broadsheet" / "theme" / "assets" / "broadsheet"
EVIL = "<img src=x onerror='window.broken_in = 1'>"

OpenPage = Callable[..., Page]


def papers_url(paper: str) -> str:
    return f"papers/{paper}/"


def star(page: Page) -> Locator:
    return page.locator(".bs-paper > .bs-head").get_by_role("button", name="Star")


def card_star(page: Page, at: int = 0) -> Locator:
    return page.locator(".bs-list .bs-card").nth(at).get_by_role("button", name="Star")


def key_of(page: Page) -> str:
    """Return where this site's shelf is stored."""
    return str(page.evaluate("new URL(__md_scope).pathname")) + ".broadsheet-shelf"


def stored(page: Page) -> dict[str, Any]:
    text = page.evaluate("key => localStorage.getItem(key)", key_of(page))
    return dict(json.loads(text)["papers"]) if text else {}


def store(page: Page, text: str) -> None:
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key_of(page), text])


def entry(**values: Any) -> dict[str, Any]:
    blank = {"title": "A Sock Survey", "star": True, "read": False, "note": ""}
    return blank | {"at": "2025-09-02T08:00:00.000Z"} | values


def shelf_file(papers: Any, **values: Any) -> str:
    return json.dumps({"kind": "broadsheet-shelf", "version": 1, "papers": papers} | values)


def give(page: Page, text: str) -> None:
    """Choose a file in the page's import."""
    file = FilePayload(name="shelf.json", mimeType="application/json", buffer=text.encode())
    page.locator("input[type=file]").set_input_files(file)


def said(page: Page) -> Locator:
    return page.locator(".bs-say p")


# On a paper and in lists


def test_a_star_stays_after_a_reload(open_page: OpenPage) -> None:
    page = open_page(papers_url(PAPER))
    expect(star(page)).to_have_attribute("aria-pressed", "false")

    star(page).click()
    expect(star(page)).to_have_attribute("aria-pressed", "true")
    page.reload()

    expect(star(page)).to_have_attribute("aria-pressed", "true")


def test_a_second_press_takes_the_star_away_and_the_paper_off_the_shelf(
    open_page: OpenPage,
) -> None:
    page = open_page(papers_url(PAPER))

    star(page).click()
    star(page).click()

    expect(star(page)).to_have_attribute("aria-pressed", "false")
    assert stored(page) == {}


def test_a_star_on_a_card_names_its_paper_and_is_the_star_of_its_page(open_page: OpenPage) -> None:
    page = open_page(TOPIC)
    title = page.locator(".bs-list .bs-card__title a").first
    name = title.inner_text()

    page.get_by_role("button", name=f"Star: {name}", exact=True).click()
    title.click()

    expect(star(page)).to_have_attribute("aria-pressed", "true")


def test_the_front_page_has_stars_too(open_page: OpenPage) -> None:
    page = open_page("")

    page.locator(".bs-leads .bs-card").first.get_by_role("button", name="Star").click()

    assert len(stored(page)) == 1


def test_a_paper_that_was_read_says_so_in_lists(open_page: OpenPage) -> None:
    page = open_page(TOPIC)
    card = page.locator(".bs-list .bs-card").first
    card.locator(".bs-card__title a").click()

    page.get_by_role("button", name="I read this").click()
    page.go_back()

    expect(card).to_have_class(re.compile("bs-card--read"))
    expect(card.get_by_role("heading")).to_contain_text("(You read this)")


def test_a_note_is_kept_and_only_its_button_tells_of_it(open_page: OpenPage) -> None:
    page = open_page(papers_url(PAPER))

    page.get_by_role("button", name="Note").click()
    page.keyboard.type("Compare with the 2nd table.\nAsk Wilma.")
    page.reload()

    expect(page.get_by_role("textbox", name=re.compile("Your note"))).to_be_hidden()
    page.get_by_role("button", name="Your note").click()
    field = page.get_by_role("textbox", name=f"Your note on {TITLE}")
    expect(field).to_have_value("Compare with the 2nd table.\nAsk Wilma.")
    expect(field).to_be_focused()


# Storage


def test_two_tabs_stay_in_step(open_page: OpenPage) -> None:
    first = open_page(papers_url(PAPER))
    second = first.context.new_page()
    second.goto(first.url)

    star(first).click()

    expect(star(second)).to_have_attribute("aria-pressed", "true")


def test_two_tabs_do_not_undo_each_others_changes(open_page: OpenPage) -> None:
    first = open_page(papers_url(PAPER))
    second = first.context.new_page()
    second.goto(first.url.replace(PAPER, OTHER))

    star(first).click()
    star(second).click()

    assert sorted(stored(first)) == [OTHER, PAPER]


def test_a_shelf_that_cannot_be_read_is_put_aside_once(open_page: OpenPage) -> None:
    page = open_page(papers_url(PAPER))
    store(page, '{"kind": "broadsheet-sh')
    page.reload()

    expect(said(page)).to_contain_text("could not be read")
    star(page).click()
    page.reload()

    expect(star(page)).to_have_attribute("aria-pressed", "true")
    expect(said(page)).to_have_count(0)
    aside = page.evaluate("key => localStorage.getItem(key)", key_of(page) + ".broken")
    assert aside == '{"kind": "broadsheet-sh'


def test_a_shelf_of_a_newer_version_is_left_as_it_is(open_page: OpenPage) -> None:
    page = open_page(papers_url(PAPER))
    newer = shelf_file({}, version=2, boards=[])
    store(page, newer)
    page.reload()

    star(page).click()

    expect(star(page)).to_have_attribute("aria-pressed", "true")
    expect(said(page)).to_contain_text("newer version")
    assert page.evaluate("key => localStorage.getItem(key)", key_of(page)) == newer


@pytest.mark.parametrize(
    ("method", "words", "pressed"),
    [("getItem", "lets this site keep nothing", "true"), ("setItem", "not kept", "false")],
    ids=["closed", "full"],
)
def test_storage_that_refuses_is_said_and_breaks_nothing(
    open_page: OpenPage, method: str, words: str, pressed: str
) -> None:
    page = open_page("")
    page.add_init_script(
        f"""{{
          const real = Storage.prototype.{method};
          Storage.prototype.{method} = function (key, value) {{
            if (key.includes("broadsheet-")) throw new DOMException("no", "QuotaExceededError");
            return real.call(this, key, value);
          }};
        }}"""
    )
    page.goto(page.url + papers_url(PAPER))

    star(page).click()

    expect(said(page)).to_contain_text(words)
    expect(star(page)).to_have_attribute("aria-pressed", pressed)


# The page of the shelf


def test_an_empty_shelf_explains_itself(open_page: OpenPage) -> None:
    page = open_page("shelf/")

    expect(page.get_by_role("heading", level=1)).to_have_text("My shelf")
    expect(page.get_by_text("Nothing is on your shelf yet.")).to_be_visible()


def test_the_shelf_shows_titles_and_notes_and_leads_to_the_papers(open_page: OpenPage) -> None:
    page = open_page(papers_url(PAPER))
    star(page).click()
    page.get_by_role("button", name="Note").click()
    page.keyboard.type("For Monday.")

    page.get_by_role("link", name="My shelf").first.click()

    expect(page.get_by_role("textbox", name=re.compile("Your note on"))).to_have_value(
        "For Monday."
    )
    page.locator(".bs-shelf-page").get_by_role("link", name=TITLE).click()
    expect(page).to_have_url(re.compile(re.escape(papers_url(PAPER))))


def test_a_star_taken_away_on_the_shelf_can_be_put_back(open_page: OpenPage) -> None:
    page = open_page("shelf/")
    store(page, shelf_file({PAPER: entry()}))
    page.reload()
    button = page.get_by_role("button", name="Star", exact=True)

    button.click()
    assert stored(page) == {}
    button.click()

    assert stored(page)[PAPER]["title"] == "A Sock Survey"


def test_another_tab_adds_to_the_shelf_that_is_open(open_page: OpenPage) -> None:
    page = open_page("shelf/")
    other = page.context.new_page()
    other.goto(page.url.replace("shelf/", papers_url(PAPER)))

    star(other).click()

    expect(page.get_by_role("link", name=TITLE)).to_be_visible()


# Files


def test_an_exported_file_brings_the_shelf_to_another_browser(
    open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_page(papers_url(PAPER))
    star(page).click()
    page.get_by_role("button", name="Note").click()
    page.keyboard.type("Grüße an Wilma")
    page.goto(page.url.replace(papers_url(PAPER), "shelf/"))
    with page.expect_download() as download:
        page.get_by_role("button", name="Export as a file").click()
    download.value.save_as(tmp_path / "shelf.json")

    other = open_page("shelf/")
    other.locator("input[type=file]").set_input_files(tmp_path / "shelf.json")

    expect(said(other)).to_contain_text("brought up to date: 1.")
    assert stored(other) == stored(page)
    assert re.fullmatch(r"shelf-\d{4}-\d\d-\d\d\.json", download.value.suggested_filename)
    assert json.loads((tmp_path / "shelf.json").read_text("utf-8"))["version"] == 1


def test_of_two_entries_for_a_paper_the_later_one_stays(open_page: OpenPage) -> None:
    page = open_page("shelf/")
    mine = {PAPER: entry(note="mine, later"), OTHER: entry(note="mine, earlier")}
    store(page, shelf_file(mine))
    page.reload()

    early, late = "2025-01-01T00:00:00.000Z", "2025-12-01T00:00:00.000Z"
    theirs = {PAPER: entry(note="old", at=early), OTHER: entry(note="new", at=late)}
    give(page, shelf_file(theirs))

    expect(said(page)).to_contain_text("brought up to date: 1.")
    assert stored(page)[PAPER]["note"] == "mine, later"
    assert stored(page)[OTHER]["note"] == "new"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "not a shelf",
        "null",
        "[]",
        '{"kind": "broadsheet-shelf", "version": 1}',
        shelf_file([]),
        shelf_file({PAPER: entry()}, kind="bookshelf"),
        shelf_file({PAPER: entry()}, version="1"),
        shelf_file({"../../evil": entry()}),
        shelf_file({"javascript:alert(1)": entry()}),
        shelf_file({EVIL: entry()}),
        '{"kind": "broadsheet-shelf", "version": 1, "papers": {"__proto__": {"star": true}}}',
        shelf_file({PAPER: entry(star="yes")}),
        shelf_file({PAPER: entry(title=[EVIL])}),
        shelf_file({PAPER: None}),
        "[" * 50_000,
    ],
)
def test_a_hostile_file_is_refused_and_changes_nothing(open_page: OpenPage, text: str) -> None:
    page = open_page("shelf/")
    store(page, shelf_file({OTHER: entry()}))
    page.reload()

    give(page, text)

    expect(said(page)).to_have_text("This file is not a shelf, so nothing was changed.")
    assert list(stored(page)) == [OTHER]
    assert page.evaluate("[{}.star, window.broken_in]") == [None, None]


def test_a_file_of_a_newer_version_is_refused(open_page: OpenPage) -> None:
    page = open_page("shelf/")

    give(page, shelf_file({}, version=2))

    expect(said(page)).to_contain_text("newer version of this site")


def test_markup_in_a_file_is_text(open_page: OpenPage) -> None:
    page = open_page("shelf/")

    give(page, shelf_file({PAPER: entry(title=EVIL, note=f"</textarea>{EVIL}")}))

    expect(page.get_by_role("link", name=EVIL)).to_be_visible()
    expect(page.locator(".bs-shelf-page img")).to_have_count(0)
    assert page.evaluate("window.broken_in") is None


def test_an_entry_from_the_future_does_not_win_for_ever(open_page: OpenPage) -> None:
    page = open_page("shelf/")

    give(page, shelf_file({PAPER: entry(at="2999-01-01T00:00:00.000Z")}))

    expect(page.get_by_role("link", name="A Sock Survey")).to_be_visible()
    assert stored(page)[PAPER]["at"] < "2999"


def test_starred_papers_are_saved_as_bibtex_and_as_references(open_page: OpenPage) -> None:
    page = open_page("shelf/")
    gone, read = entry(title="Gone"), entry(star=False, read=True)
    store(page, shelf_file({PAPER: entry(), "2101.00001": gone, OTHER: read}))
    page.reload()

    for label, start in (("BibTeX", "@inproceedings{yang2024confidence"), ("APA", "Yang, Z., ")):
        with page.expect_download() as download:
            page.get_by_role("button", name=label, exact=True).click()
        text = download.value.path().read_text("utf-8")
        assert text.startswith(start)
        assert text.count("2025.acl-long.203") >= 1
        expect(page.get_by_text("Saved: 1 paper. Left out: 1,")).to_be_visible()


def test_without_a_star_no_file_is_saved(open_page: OpenPage) -> None:
    page = open_page("shelf/")

    page.get_by_role("button", name="BibTeX", exact=True).click()

    expect(page.get_by_text("Star a paper first: the file")).to_be_visible()


# Links


def test_a_link_shares_the_starred_papers_and_nothing_else(open_page: OpenPage) -> None:
    page = open_page("shelf/")
    marks = {PAPER: entry(note="secret"), OTHER: entry(star=False, read=True)}
    store(page, shelf_file(marks))
    page.reload()

    page.get_by_role("button", name="Share as a link").click()

    field = page.get_by_role("textbox", name=re.compile("link that shares"))
    expect(field).to_have_value(f"{page.url}#shelf={PAPER}")


def test_a_shared_link_shows_its_list_and_changes_nothing_unasked(open_page: OpenPage) -> None:
    page = open_page(f"shelf/#shelf={PAPER},{OTHER}")

    shared = page.get_by_role("region", name="A list that was shared with you")
    expect(shared.get_by_role("link", name=TITLE)).to_be_visible()
    assert shared.locator(".bs-card").count() == 2
    assert stored(page) == {}


def test_the_papers_of_a_shared_link_can_be_starred_at_once(open_page: OpenPage) -> None:
    page = open_page(f"shelf/#shelf={PAPER},{OTHER}")
    expect(page.get_by_role("link", name=TITLE)).to_be_visible()

    page.get_by_role("button", name="Star all (2 new)").click()

    assert stored(page)[PAPER]["title"] == TITLE
    assert stored(page)[OTHER]["star"] is True
    expect(page.get_by_role("button", name="All of these are on your shelf.")).to_be_disabled()


def test_a_shared_list_can_be_put_away(open_page: OpenPage) -> None:
    page = open_page(f"shelf/#shelf={PAPER}")

    page.get_by_role("button", name="Put it away").click()

    expect(page.get_by_role("region", name="A list that was shared")).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_focused()


def test_adding_a_shared_list_leaves_notes_alone(open_page: OpenPage) -> None:
    page = open_page("shelf/")
    store(page, shelf_file({PAPER: entry(star=False, note="mine")}))
    page.goto(f"{page.url}#shelf={PAPER}")

    page.get_by_role("button", name="Star all (1 new)").click()

    assert stored(page)[PAPER] | {"at": ""} == entry(note="mine", at="")


@pytest.mark.parametrize(
    "fragment",
    [
        "#shelf=",
        "#shelf=%3Cimg%20src=x%20onerror=window.broken_in=1%3E",
        "#shelf=<img/src=x/onerror=window.broken_in=1>",
        "#shelf=javascript:window.broken_in=1",
        "#shelf=../../evil,..,//evil.example/",
        "#shelf=__proto__,constructor%00",
    ],
)
def test_a_hostile_link_shows_nothing(open_page: OpenPage, fragment: str) -> None:
    page = open_page("shelf/" + fragment)

    expect(said(page)).to_have_text("This link names no paper.")
    assert page.locator(".bs-shelf-page .bs-card").count() == 0
    assert page.evaluate("window.broken_in") is None
    assert stored(page) == {}


def test_a_shared_paper_that_is_gone_is_said_to_be_and_is_not_added(
    browser: Browser, address: str
) -> None:
    page = browser.new_page()
    page.goto(f"{address}shelf/#shelf={PAPER},2101.00001")

    expect(page.get_by_text("This paper is not in the collection.")).to_be_visible()
    page.get_by_role("button", name="Star all (1 new)").click()

    assert list(stored(page)) == [PAPER]
    page.context.close()


def test_a_link_names_each_paper_once_and_not_too_many(open_page: OpenPage) -> None:
    page = open_page("shelf/")

    ids = page.evaluate(
        """() => {
          const { fragment, linked } = broadsheet.shelf;
          const many = Array.from({ length: 900 }, (_, at) => `sock${at % 800}`);
          return linked(fragment([...many, "no paper", "../x"]));
        }"""
    )

    assert ids == [f"sock{at}" for at in range(500)]


# Lists filtered


def test_a_list_can_show_the_starred_alone(open_page: OpenPage) -> None:
    page = open_page(TOPIC)
    card_star(page, 2).click()

    page.get_by_role("navigation", name="Show").get_by_role("link", name="Starred").click()

    expect(page.locator(".bs-list .bs-card:visible")).to_have_count(1)
    expect(page.locator(".bs-filter__count")).to_have_text("1 of 8 on this page")


def test_the_back_button_takes_a_filter_back(open_page: OpenPage) -> None:
    page = open_page(TOPIC)
    show = page.get_by_role("navigation", name="Show")

    show.get_by_role("link", name="Starred").click()
    expect(page.locator(".bs-list .bs-card:visible")).to_have_count(0)
    page.go_back()

    expect(page.locator(".bs-list .bs-card:visible")).to_have_count(8)
    expect(show.get_by_role("link", name="All")).to_have_attribute("aria-current", "true")


def test_an_address_keeps_its_filter(open_page: OpenPage) -> None:
    page = open_page(TOPIC)
    store(
        page,
        shelf_file({page.locator(".bs-card").first.get_attribute("data-paper"): entry(read=True)}),
    )

    page.goto(page.url + "#show=unread")
    page.reload()

    expect(page.locator(".bs-list .bs-card:visible")).to_have_count(7)


def test_the_next_page_of_a_list_keeps_the_filter(open_page: OpenPage) -> None:
    page = open_page("years/")
    page.locator(".bs-term").last.click()
    page.goto(page.url + "#show=unread")

    siblings = page.locator(".bs-siblings a")
    assert siblings.count() > 0
    assert all("#show=unread" in str(one.get_attribute("href")) for one in siblings.all())


# Everywhere


@pytest.fixture(scope="module")
def offline(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The checkout's collection as files that open from disk."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BROADSHEET_FETCH", "never")
        return build_site(
            CHECKOUT / "mkdocs.yml",
            site_dir=str(tmp_path_factory.mktemp("offline")),
            use_directory_urls=False,
        )


@pytest.fixture
def from_disk(browser: Browser, offline: Site) -> Iterator[Callable[[str], Page]]:
    context = browser.new_context()
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda one: errors.append(str(one)))

    def open_(path: str) -> Page:
        file, hash_, fragment = path.partition("#")
        page.goto((offline.folder / file).as_uri() + hash_ + fragment)
        return page

    yield open_
    context.close()
    assert errors == []


def test_the_shelf_works_from_disk(from_disk: Callable[[str], Page]) -> None:
    page = from_disk(f"papers/{PAPER}.html")

    star(page).click()
    page.get_by_role("link", name="My shelf").first.click()
    page.locator(".bs-shelf-page").get_by_role("link", name=TITLE).click()

    expect(star(page)).to_have_attribute("aria-pressed", "true")


def test_a_filter_and_a_shared_link_work_from_disk(from_disk: Callable[[str], Page]) -> None:
    page = from_disk("topics/safety.html")
    card_star(page).click()
    page.get_by_role("link", name="Starred").click()
    expect(page.locator(".bs-list .bs-card:visible")).to_have_count(1)

    page = from_disk(f"shelf/index.html#shelf={PAPER}")

    link = page.get_by_role("region", name="A list that was").get_by_role("link", name=PAPER)
    link.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)


@pytest.mark.parametrize("path", ["", papers_url(PAPER), TOPIC, "shelf/"])
def test_without_script_there_is_nothing_dead(open_page: OpenPage, path: str) -> None:
    page = open_page(path, script=False)

    dead = page.locator(".bs-mark, .bs-shelf, .bs-filter, .bs-shelf-page :is(button, input)")
    assert [one for one in dead.all() if one.is_visible()] == []


def test_without_script_the_shelf_says_what_it_needs(open_page: OpenPage) -> None:
    page = open_page("shelf/", script=False)

    expect(page.locator("noscript p")).to_contain_text("scripts are off")
    expect(page.locator("noscript p")).to_be_visible()


@pytest.mark.parametrize("width", [320, 390, 1440])
def test_a_full_shelf_does_not_run_off_the_side(open_page: OpenPage, width: int) -> None:
    page = open_page("shelf/", width=width)
    store(
        page,
        shelf_file({PAPER: entry(title="word" * 100, note="x" * 500), OTHER: entry(read=True)}),
    )
    page.goto(f"{page.url}#shelf={PAPER}")
    page.reload()
    page.get_by_role("button", name="Share as a link").click()

    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("path", ["", papers_url(PAPER), TOPIC, "shelf/"])
def test_nothing_moves_when_the_marks_appear(open_page: OpenPage, path: str, width: int) -> None:
    page = open_page(path, width=width)
    store(page, shelf_file({PAPER: entry(read=True, note="mine"), "2405.21018": entry(read=True)}))
    page.reload()
    page.wait_for_timeout(300)

    shift = page.evaluate(
        """() => new Promise((resolve) => {
          let sum = 0;
          new PerformanceObserver((list) => {
            for (const one of list.getEntries()) sum += one.value;
          }).observe({ type: "layout-shift", buffered: true });
          setTimeout(() => resolve(sum), 300);
        })"""
    )
    assert shift == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_marks_are_large_enough_and_can_be_told_from_the_page(
    open_page: OpenPage, scheme: str
) -> None:
    page = open_page(TOPIC, scheme=scheme, width=390)

    box = card_star(page).bounding_box()

    assert box is not None
    assert min(box["width"], box["height"]) >= 24


def test_all_our_scripts_on_a_paper_page_weigh_little(site: Site) -> None:
    names = re.findall(r'src="[./]*(assets/broadsheet/[a-z-]+\.js)"', site.text(papers_url(PAPER)))
    weight = sum(len(gzip.compress((site.folder / name).read_bytes())) for name in names)

    assert len(names) >= 4
    assert weight <= 12_000


@pytest.mark.parametrize(
    "name", ["shelf.js", "store.js", "marks.js", "lists.js", "keys.js", "share.js", "shelf-page.js"]
)
def test_a_script_neither_builds_markup_from_text_nor_calls_home(name: str) -> None:
    text = (SCRIPTS / name).read_text("utf-8")

    unsafe = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function"
    assert re.findall(unsafe + r"|https?://(?!www\.w3\.org/2000/svg)", text) == []
    assert text.count("\n") < 250
