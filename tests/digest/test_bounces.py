"""Reports of mails that came back, as servers write them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.digest.address import token
from broadsheet.digest.bounces import Bounce, Readers, messages_in, read_bounces
from digest.mailing import collection, digest, subscribe

KEY = "a secret of the test"
ADA = token("ada@mail.example", KEY)


def report(
    recipient: str = "ada@mail.example",
    status: str = "5.1.1",
    reader: str = ADA,
    said: str = "smtp; 550 5.1.1 no such user",
) -> bytes:
    """Return a report as RFC 3464 has it, with the head of the mail that came back."""
    text = f"""\
From: Mail Delivery System <MAILER-DAEMON@mx.example>
To: papers@sample.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="wool"

--wool
Content-Type: text/plain

I am sorry.

--wool
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example
Arrival-Date: Tue, 2 Sep 2025 08:00:00 +0000

Final-Recipient: rfc822; {recipient}
Action: failed
Status: {status}
Diagnostic-Code: {said}

--wool
Content-Type: text/rfc822-headers

Subject: Paper 2 and 1 more
Message-ID: <3.{reader}@the-sample.sample.example>

--wool--
"""
    return text.replace("\n", "\r\n").encode()


OTHER = b"Subject: Holiday\r\n\r\nI am away until Monday.\r\n"


def test_a_report_says_whose_mail_came_back_and_why() -> None:
    (found,) = read_bounces([report()])

    assert found == (Bounce("ada@mail.example", "5.1.1", "550 5.1.1 no such user", 3, ADA),)
    assert found[0].is_final


def test_what_is_put_off_is_not_final() -> None:
    ((found,),) = read_bounces([report(status="4.2.2")])
    assert not found.is_final


@pytest.mark.parametrize("data", [OTHER, b"", report(status="2.0.0"), report(recipient="")])
def test_other_mail_and_good_news_report_nothing(data: bytes) -> None:
    assert list(read_bounces([data])) == [()]


def test_a_mail_that_was_sent_on_is_known_by_its_message_id() -> None:
    ((found,),) = read_bounces([report(recipient="ada@elsewhere.example")])

    assert Readers({ADA: "ada@mail.example"}).of(found) == "ada@mail.example"
    assert Readers({token("bo@mail.example", KEY): "bo@mail.example"}).of(found) == ""


def test_without_a_message_id_the_address_counts() -> None:
    ((found,),) = read_bounces([report(recipient="Ada@Mail.example", reader="none")])
    assert Readers({ADA: "ada@mail.example"}).of(found) == "ada@mail.example"


@given(st.data())
def test_no_broken_report_ends_in_an_exception(data: st.DataObject) -> None:
    whole = report()
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, len(whole)))
    noise = data.draw(st.binary(max_size=20))

    assert len(list(read_bounces([whole[:start] + noise + whole[end:]]))) == 1


def test_a_file_an_mbox_a_maildir_and_a_folder_are_read(tmp_path: Path) -> None:
    (tmp_path / "one.eml").write_bytes(OTHER)
    box = b"".join(b"From MAILER-DAEMON Tue Sep  2 08:00:00 2025\n" + OTHER for _ in range(2))
    (tmp_path / "box").write_bytes(box)
    maildir = tmp_path / "maildir"
    for name in ("new", "cur", "tmp"):
        (maildir / name).mkdir(parents=True)
        (maildir / name / "1.a").write_bytes(OTHER)

    assert len(list(messages_in(tmp_path / "one.eml"))) == 1
    assert len(list(messages_in(tmp_path / "box"))) == 2
    assert len(list(messages_in(maildir))) == 2
    assert len(list(messages_in(tmp_path))) == 3


def test_the_command_names_each_at_its_line(tmp_path: Path) -> None:
    root = collection(tmp_path / "site", "2025-09-01")
    subscribe(root, ["bo@mail.example", "ada@mail.example"])
    mails = tmp_path / "mails"
    mails.mkdir()
    forged = report("eve@mail.example", reader="none", said="smtp; \x1b[2Jred")
    for at, data in enumerate(
        [report(), report(), report(status="4.2.2", said="smtp; 451 try later"), forged, OTHER]
    ):
        (mails / f"{at}.eml").write_bytes(data)

    done = digest(root, "--bounces", str(mails))

    assert done.stdout.splitlines() == [
        r"subscribers.yaml:1:1: warning: a mail to eve@mail.example came back: \x1b[2Jred"
        " (this address is not among the subscribers)",
        "subscribers.yaml:2:1: warning: No. 3 to ada@mail.example came back: 451 try later"
        " (the server may take it later)",
        "subscribers.yaml:2:1: error: No. 3 to ada@mail.example came back: 550 5.1.1 no such user"
        " (take the address out)",
        "1 report for good, 2 other reports, 1 mail of another kind.",
    ]
    assert done.returncode == 1
