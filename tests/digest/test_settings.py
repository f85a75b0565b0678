from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet.digest.settings import DigestSettings, Smtp, read_settings


def read(folder: Path, text: str) -> DigestSettings:
    (folder / "digest.yaml").write_text(text, "utf-8")
    return read_settings(folder / "digest.yaml", "site_config/digest.yaml")


def test_without_a_file_nothing_is_set(tmp_path: Path) -> None:
    found = read_settings(tmp_path / "digest.yaml", "digest.yaml")
    assert (found.sender, found.smtp, found.problems) == (None, Smtp("localhost", 25, "none"), ())


def test_everything_that_can_be_set(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        """
from: The Sock <papers@sock.example>
reply_to: us@sock.example
to: list@sock.example
subscribers: private/people.csv
list_id: papers.sock.example
unsubscribe: https://forms.example/leave?who={address}&t={token}
bounces: bounces@sock.example
rate: 30
papers: 10
smtp: {host: mail.sock.example, port: 2525, security: tls}
subscribe: {form: https://forms.example/join, field: EMAIL, address: join@sock.example,
            page: https://forms.example}
""",
    )
    assert found.problems == ()
    assert str(found.sender) == "The Sock <papers@sock.example>"
    assert found.smtp == Smtp("mail.sock.example", 2525, "tls")
    assert (found.rate, found.papers, found.subscribers) == (30, 10, "private/people.csv")
    assert found.subscribe.field == "EMAIL"


@pytest.mark.parametrize(
    ("text", "server"),
    [
        ("smtp: {host: mail.example}", Smtp("mail.example", 587, "starttls")),
        ("smtp: {host: mail.example, port: 465}", Smtp("mail.example", 465, "tls")),
        ("smtp: {port: 1025}", Smtp("localhost", 1025, "none")),
    ],
)
def test_what_a_server_usually_wants_need_not_be_said(
    tmp_path: Path, text: str, server: Smtp
) -> None:
    assert read(tmp_path, text).smtp == server


def test_all_that_is_wrong_is_named_at_its_line(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        """form: x
from: nobody
rate: many
smtp: {security: maybe, host: 'a b'}
unsubscribe: http://forms.example/{name}
subscribe: {form: 'javascript:alert(1)'}
list_id: papers
""",
    )
    lines = [(one.line, one.message) for one in sorted(found.problems)]
    assert lines == [
        (1, "unknown key `form`"),
        (2, "`nobody` is no mail address"),
        (3, "`many` is no whole number from 1 to 60000"),
        (4, "`maybe` is no way to secure SMTP"),
        (4, "`a b` is no host"),
        (5, "braces hold `address` or `token`"),
        (6, "`javascript:alert(1)` is no address that can be trusted with one"),
        (7, "`papers` is no List-Id"),
    ]


def test_an_address_is_not_sent_without_tls(tmp_path: Path) -> None:
    found = read(tmp_path, "unsubscribe: http://forms.example/leave")
    assert "can be trusted" in found.problems[0].message
