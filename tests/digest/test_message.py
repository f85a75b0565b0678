from __future__ import annotations

import datetime as dt
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import parseaddr

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from broadsheet.digest.address import mailbox, parse_mailbox
from broadsheet.digest.letter import Letter
from broadsheet.digest.message import Sending, message

ADA = parse_mailbox("Ada Example <ada@mail.example>")
SENDING = Sending(
    sender=parse_mailbox("The Daily Sock <papers@sock.example>"),
    list_name="The Daily Sock",
    list_id="papers.sock.example",
    issue=7,
    date=dt.datetime(2025, 9, 2, 8, tzinfo=dt.UTC),
    home="https://sock.example/",
    subscribe="https://sock.example/subscribe/",
    language="en",
)
WEB = replace(SENDING, unsubscribe="https://forms.example/leave?who={address}&t={token}")
LETTER = Letter("Socks and 3 more", "<p>Socks – “two”</p>", "Socks – “two”\n.\n..dots\nFrom me\n")


def read(data: bytes) -> EmailMessage:
    """Read a message with the strictest rules there are; any defect is an error."""
    found = message_from_bytes(data, policy=policy.default.clone(raise_on_defect=True))
    assert isinstance(found, EmailMessage)
    for part in found.walk():
        assert part.defects == []
        assert [header.defects for header in part.values() if header.defects] == []
    return found


def made(sending: Sending = SENDING, letter: Letter = LETTER, to: Address = ADA) -> EmailMessage:
    return read(message(letter, sending, to, "t0k"))


def test_a_message_has_the_headers_that_programs_look_for() -> None:
    headers = dict(made(WEB).items())
    assert headers["From"] == "The Daily Sock <papers@sock.example>"
    assert headers["To"] == "Ada Example <ada@mail.example>"
    assert headers["Subject"] == "Socks and 3 more"
    assert headers["Date"] == "Tue, 02 Sep 2025 08:00:00 +0000"
    assert headers["Message-ID"] == "<7.t0k@papers.sock.example>"
    assert headers["List-Id"] == "The Daily Sock <papers.sock.example>"
    assert headers["Auto-Submitted"] == "auto-generated"
    assert headers["MIME-Version"] == "1.0"


def test_one_click_leaves_the_list() -> None:
    found = made(WEB)
    assert found["List-Unsubscribe"] == (
        "<https://forms.example/leave?who=ada%40mail.example&t=t0k>, "
        "<mailto:papers@sock.example?subject=unsubscribe%20ada%40mail.example>"
    )
    assert found["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_without_a_form_a_mail_leaves_the_list() -> None:
    found = made(replace(SENDING, reply_to=parse_mailbox("us@sock.example")))
    assert found["List-Unsubscribe"].startswith("<mailto:us@sock.example?")
    assert found["List-Unsubscribe-Post"] is None


def test_a_long_way_out_stays_one_address() -> None:
    long = replace(SENDING, unsubscribe="https://forms.example/" + "x" * 300 + "?a={address}")
    data = message(LETTER, long, ADA, "t0k")
    assert f"<https://forms.example/{'x' * 300}?a=ada%40mail.example>".encode() in data


def test_both_forms_say_the_same_in_utf_8() -> None:
    text, html = made().iter_parts()
    assert (text.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    assert text.get_content().splitlines() == LETTER.text.splitlines()
    assert html.get_content().strip() == LETTER.html


def test_what_travels_is_ascii_in_lines_that_every_server_takes() -> None:
    data = message(LETTER, WEB, ADA, "t0k")
    assert data.isascii()
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(map(len, data.split(b"\r\n"))) <= 998


def test_a_message_made_again_is_the_same_but_for_the_border_of_its_parts() -> None:
    first, second = made(), made()
    kept = [[one for one in made.items() if one[0] != "Content-Type"] for made in (first, second)]
    assert kept[0] == kept[1]
    assert first["Message-ID"] == second["Message-ID"]


@settings(deadline=None, max_examples=40)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=40).map(" ".join))
@example("Improved Techniques for Optimization-Based Jailbreaking on Large… and 20 more")
@example("Ä " + "word " * 40 + "ö")
@example("語" * 60)
def test_no_subject_makes_a_header_of_its_own(subject: str) -> None:
    line = " ".join("".join(one if one.isprintable() else " " for one in subject).split())
    found = made(letter=replace(LETTER, subject=line))
    assert len(found.keys()) == len(made().keys()) == 13
    assert found["Subject"] == line


def test_a_line_break_in_a_header_is_refused() -> None:
    with pytest.raises(ValueError, match="linefeed"):
        made(letter=replace(LETTER, subject="x\r\nBcc: all@mail.example"))


@settings(deadline=None, max_examples=40)
@given(st.lists(st.text(st.characters(categories=["L", "N"])), max_size=12).map(" ".join))
@example("Ärztin für das Sortieren von Socken und Handschuhen aller Art und Größe, “Sock” Example")
def test_no_name_breaks_an_address(name: str) -> None:
    to = mailbox(name, "ada", "mail.example")
    # Python's newer parser leaves a blank between two encoded words, which RFC 2047, 6.2 takes out.
    raw = message_from_bytes(message(LETTER, WEB, to, "t0k"))["To"]
    shown, spec = parseaddr(raw)
    decoded = str(make_header(decode_header(shown)))
    assert (decoded, spec) == (to.display_name, "ada@mail.example")


def test_a_list_s_name_in_any_script_stays_beside_its_id() -> None:
    found = made(replace(SENDING, list_name="Die Täglichen Söcklein – Ausgabe für alle, " * 3))
    assert found["List-Id"].endswith("<papers.sock.example>")


def test_no_line_of_a_header_is_too_long_for_an_encoded_word() -> None:
    data = message(replace(LETTER, subject="語" * 200), WEB, ADA, "t0k")
    head = data.split(b"\r\n\r\n", 1)[0].split(b"\r\n")
    assert max(len(line) for line in head if b"=?" in line) <= 76


def test_a_message_says_its_language() -> None:
    assert made()["Content-Language"] == "en"
