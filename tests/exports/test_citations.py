from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from broadsheet.errors import BroadsheetError
from broadsheet.exports.citation_styles import load_styles
from broadsheet.exports.citations import Citations
from broadsheet.exports.csl_line import Line
from broadsheet.records.models import Paper
from broadsheet.records.names import Author
from exports.bibliographies import NAMES, TEXTS
from pages.reading import Reading
from samples import paper

STYLES = ("apa", "ieee", "association-for-computing-machinery", "chicago-author-date")
DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "papers"

_ARTICLE = paper(
    title="How Socks Pair: A Study", authors=["Jan van der Berg Jr.", "Wilma Hare"],
    type="article-journal", container_title="Journal of Wool", volume="3", issue="2",
    pages="123–145", doi="10.1000/1", published="2024-05-31",
)  # fmt: skip
_TALK = paper(
    title="Pairing Socks", authors=["Wilma Hare", "Otto Bee", "Ada Crane"], arxiv="2405.21018",
    venue="SOCK 2024", container_title="Proceedings of the Sock Conference", pages="1–9",
    doi="10.1000/2", publisher="Wool Press",
)  # fmt: skip
_PREPRINT = paper(title="Pairing Socks", authors=["Wilma Hare"], arxiv="2405.21018")


def citations(folder: Path, *names: str) -> Citations:
    return Citations(load_styles(names or STYLES, folder))


def cited(folder: Path, one: Paper, *names: str) -> list[str]:
    return [str(text) for _, text in citations(folder, *names).of(one)]


@pytest.mark.parametrize(
    ("one", "texts"),
    [
        (
            _ARTICLE,
            [
                "van der Berg, J., Jr., &amp; Hare, W. (2024). How Socks Pair: A Study. "
                "<i>Journal of Wool</i>, <i>3</i>(2), 123–145. https://doi.org/10.1000/1",
                "J. van der Berg Jr. and W. Hare, “How Socks Pair: A Study,” "
                "<i>Journal of Wool</i>, vol. 3, no. 2, pp. 123–145, May 2024, doi: 10.1000/1.",
                "Jan van der Berg Jr. and Wilma Hare. 2024. How Socks Pair: A Study. "
                "<i>Journal of Wool</i> 3, 2 (May 2024), 123–145. https://doi.org/10.1000/1",
                "Berg, Jan van der, Jr., and Wilma Hare. 2024. “How Socks Pair: A Study.” "
                "<i>Journal of Wool</i> 3 (2): 123–45. https://doi.org/10.1000/1.",
            ],
        ),
        (
            _TALK,
            [
                "Hare, W., Bee, O., &amp; Crane, A. (2024). Pairing Socks. <i>Proceedings of the "
                "Sock Conference</i>, 1–9. https://doi.org/10.1000/2",
                "W. Hare, O. Bee, and A. Crane, “Pairing Socks,” in <i>Proceedings of the Sock "
                "Conference</i>, Wool Press, 2024, pp. 1–9. doi: 10.1000/2.",
                "Wilma Hare, Otto Bee, and Ada Crane. 2024. Pairing Socks. In <i>Proceedings of "
                "the Sock Conference</i>, 2024. Wool Press, 1–9. https://doi.org/10.1000/2",
                "Hare, Wilma, Otto Bee, and Ada Crane. 2024. “Pairing Socks.” <i>Proceedings of "
                "the Sock Conference</i>, 1–9. https://doi.org/10.1000/2.",
            ],
        ),
        (
            _PREPRINT,
            [
                "Hare, W. (2024). <i>Pairing Socks</i> (arXiv:2405.21018). arXiv. "
                "https://arxiv.org/abs/2405.21018",
                "W. Hare, “Pairing Socks,” May 31, 2024, <i>arXiv</i>: arXiv:2405.21018. [Online]. "
                "Available: https://arxiv.org/abs/2405.21018",
                "Wilma Hare. 2024. Pairing Socks. Retrieved from https://arxiv.org/abs/2405.21018",
                "Hare, Wilma. 2024. “Pairing Socks.” arXiv:2405.21018. Preprint, arXiv, May 31. "
                "https://arxiv.org/abs/2405.21018.",
            ],
        ),
    ],
    ids=["article", "conference", "preprint"],
)
def test_papers_are_cited_as_each_style_wants(tmp_path: Path, one: Paper, texts: list[str]) -> None:
    assert cited(tmp_path, one) == texts


def test_a_name_in_chinese_has_no_initials_and_is_not_turned_round(tmp_path: Path) -> None:
    assert cited(tmp_path, paper(authors=["王 伟"]), "apa")[0].startswith("王伟. (2024)")


@pytest.mark.parametrize(
    ("name", "apa", "acm"),
    [
        ("Chin-Hung Lai", "Lai, C.-H. (2024)", "Chin-Hung Lai. 2024"),
        ("Chin-hung Lai", "Lai, C. (2024)", "Chin-hung Lai. 2024"),
        ("Suwon (Simon) Son", "Son, S. (2024)", "Suwon (Simon) Son. 2024"),
        ("bell hooks", "bell hooks. (2024)", "bell hooks. 2024"),
    ],
)
def test_only_capitals_are_initials(tmp_path: Path, name: str, apa: str, acm: str) -> None:
    texts = cited(tmp_path, paper(authors=[name]))
    assert texts[0].startswith(apa)
    assert texts[2].startswith(acm)


def test_a_question_mark_ends_a_title_without_a_full_stop(tmp_path: Path) -> None:
    (text,) = cited(tmp_path, paper(title="Why Socks?"), "association-for-computing-machinery")
    assert "Why Socks? " in f"{text} "
    assert "?." not in text
    (text,) = cited(tmp_path, paper(title="Why Socks?"), "ieee")
    assert "“Why Socks?” May 31, 2024" in text


def test_a_paper_without_authors_has_no_citation(tmp_path: Path) -> None:
    assert citations(tmp_path).of(paper(authors=[])) == ()


def test_values_stay_text(tmp_path: Path) -> None:
    for text in cited(tmp_path, paper(title="<script>x</script> & <i>Socks</i>")):
        assert Reading(text).tags <= {"i"}
        assert "<script>" in Reading(text).text


@given(TEXTS, TEXTS, st.lists(NAMES, min_size=1, max_size=3))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
def test_any_paper_is_cited_as_text_with_four_marks(
    tmp_path: Path, title: str, venue: str, authors: list[Author]
) -> None:
    some = citations(tmp_path)
    for _, text in some.of(paper(title=title, venue=venue, authors=authors)):
        assert Reading(text).tags <= {"i", "b", "sup", "sub"}
        assert not Reading(text).threats


@given(TEXTS, TEXTS, st.lists(NAMES, min_size=1, max_size=3))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
def test_a_plain_citation_is_the_other_without_its_markup(
    tmp_path: Path, title: str, venue: str, authors: list[Author]
) -> None:
    some, one = citations(tmp_path), paper(title=title, venue=venue, authors=authors)
    assert some.plain(one) == tuple(text.striptags() for text in some.texts(one))


def test_the_styles_name_their_tabs(tmp_path: Path) -> None:
    assert [label for label, _ in citations(tmp_path).of(_ARTICLE)] == [
        "APA", "IEEE", "ACM", "Chicago",
    ]  # fmt: skip


def test_a_style_of_the_maintainers_own_comes_first(tmp_path: Path) -> None:
    (tmp_path / "apa.csl").write_text(
        '<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">'
        "<info><title>Sock Style</title></info>"
        '<bibliography><layout><text variable="title" prefix="See "/></layout></bibliography>'
        "</style>"
    )
    assert cited(tmp_path, _ARTICLE, "apa") == ["See How Socks Pair: A Study"]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("apaa", "did you mean `apa`"),
        ("../../etc/passwd", "no citation style"),
        ("bad", "cannot be read as a citation style"),
        ("other", "no citation style with a bibliography"),
    ],
)
def test_a_style_that_is_none_is_told(tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / "bad.csl").write_text("<style")
    (tmp_path / "other.csl").write_text("<html/>")
    with pytest.raises(BroadsheetError, match=message):
        load_styles([name], tmp_path)


def test_many_papers_are_cited_as_the_first_were(tmp_path: Path) -> None:
    some = citations(tmp_path)
    assert len({some.of(_TALK) for _ in range(5)}) == 1


def test_papers_of_one_shape_leave_nothing_behind_for_another(tmp_path: Path) -> None:
    some = citations(tmp_path)
    found = [some.of(one) for one in (_ARTICLE, _PREPRINT, _TALK) * 4]
    assert found == [citations(tmp_path).of(one) for one in (_ARTICLE, _PREPRINT, _TALK)] * 4


def test_the_processor_prints_what_a_line_gets_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Line, "print", lambda self, item: f"? {item['title']}")
    some = citations(tmp_path)
    assert len({some.of(_TALK) for _ in range(5)}) == 1


def test_what_looks_like_the_processors_own_mark_stays_in_a_title(tmp_path: Path) -> None:
    (text,) = cited(tmp_path, paper(title='A <span class="nocase">b</span>'), "ieee")
    assert "“A &lt;span class=&#34;nocase&#34;&gt;b&lt;/span&gt;,” May" in text


def test_a_citation_that_cannot_be_made_is_counted_once(tmp_path: Path) -> None:
    (tmp_path / "odd.csl").write_text(
        '<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">'
        '<bibliography><layout><date variable="issued" form="none"/></layout></bibliography>'
        "</style>"
    )
    some = citations(tmp_path, "odd", "apa")
    assert [label for label, _ in some.of(_ARTICLE)] == ["APA"]
    assert some.plain(_ARTICLE)[0] == ""
    assert some.gathered() == {(_ARTICLE.id, "odd")}
    assert not some.failed


def test_styles_of_other_bytes_have_another_digest(tmp_path: Path) -> None:
    assert citations(tmp_path, "apa").digest != citations(tmp_path, "ieee").digest


@pytest.mark.realdata
@pytest.mark.skipif(not DATA.is_dir(), reason=f"{DATA} is not there")
def test_real_papers_are_cited_in_every_style(tmp_path: Path) -> None:
    lines = gzip.decompress((DATA / "acl-10k.jsonl.gz").read_bytes()).splitlines()[:300]
    papers = [_real(json.loads(line)) for line in lines]
    some = citations(tmp_path)
    found = [some.of(one) for one in papers]
    assert not some.failed
    assert all(len(one) == len(STYLES) for one in found)


def _real(line: dict[str, object]) -> Paper:
    names = [str(name) for name in line["authors"]]  # type: ignore[attr-defined]
    return paper(
        str(line["id"]).lower(), title=str(line["title"]), published=str(line["year"]),
        authors=[_person(name) for name in names], container_title=str(line.get("booktitle", "")),
        pages=str(line.get("pages", "")), doi=str(line.get("doi", "")),
    )  # fmt: skip


def _person(name: str) -> Author:
    given_name, _, family = name.rpartition(" ")
    return Author(family, given_name)
