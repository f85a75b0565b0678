from __future__ import annotations

from broadsheet.pages.stats.periods import Periods
from samples import paper


def periods(*dates: str, most: int = 30) -> Periods:
    found = Periods.of([paper(str(at), published=date) for at, date in enumerate(dates)], most)
    assert found is not None
    return found


def test_papers_are_counted_by_year() -> None:
    papers = [paper("a", published="2020"), paper("b", published="2022-05-01")]
    found = Periods.of(papers, 30)
    assert found is not None
    assert found.labels() == ("2020", "2021", "2022")
    assert found.count(papers) == (1, 0, 1)


def test_a_young_collection_is_counted_by_month() -> None:
    found = periods("2024-11-30", "2025-02")
    assert (found.unit, found.labels()) == ("month", ("2024-11", "2024-12", "2025-01", "2025-02"))


def test_a_paper_known_to_the_year_alone_makes_it_years() -> None:
    assert periods("2025", "2025-02").unit == "year"


def test_what_is_older_counts_to_the_first_year() -> None:
    papers = [paper(year, published=year) for year in ("1901", "2023", "2024", "2025")]
    found = Periods.of(papers, 2)
    assert found is not None
    assert found.labels() == ("to 2024", "2025")
    assert found.count(papers) == (3, 1)


def test_a_whole_year_leads_to_its_page() -> None:
    assert periods("2020", "2022").keys() == ("years/2020", "years/2021", "years/2022")


def test_no_page_lists_what_is_cut_or_a_month() -> None:
    assert periods("1901", "2024", "2025", most=2).keys() == ("", "years/2025")
    assert periods("2025-01", "2025-02").keys() == ("", "")


def test_a_paper_without_a_date_is_in_no_period() -> None:
    assert Periods.of([paper("a", published="")], 30) is None
    assert periods("2025").count([paper("a", published="")]) == (0,)
