"""The command, as a process, against a real mail server."""

from __future__ import annotations

import json
import re
import ssl
import subprocess
from pathlib import Path

import pytest

from broadsheet.digest.postman import PASSWORD, USER
from digest.mailing import (
    KEY,
    add_papers,
    collection,
    digest,
    kinds,
    ledger,
    many,
    running,
    smtp,
    subscribe,
)
from digest.test_message import read
from servers.mail import MailServer

DAYS = ("2025-09-01", "2025-09-02", "2025-09-02")


@pytest.fixture
def root(tmp_path: Path, server: MailServer) -> Path:
    return collection(tmp_path / "site", *DAYS, smtp=smtp(server), rate=6000)


def test_without_an_option_it_is_shown_and_nothing_remembered(root: Path) -> None:
    done = digest(root)

    assert done.stdout.startswith("Subject: Paper 2 and 1 more\nTHE SAMPLE\n")
    assert "Unsubscribe: https://papers.example/deep/subscribe/" in done.stdout
    assert ledger(root) == []
    assert done.returncode == 0


def test_each_reader_gets_a_mail_and_each_paper_is_announced_once(
    root: Path, server: MailServer
) -> None:
    subscribe(root, ["ada@mail.example", "bo@mail.example"])

    first = digest(root, "--send")
    again = digest(root, "--send")
    add_papers(root, "2025-09-03", start=4)
    third = digest(root, "--send")

    assert first.stdout == "No. 1, 2 papers: 2 taken\n"
    assert again.stdout == "There is no new paper.\n"
    assert third.stdout == "No. 2, 1 paper: 2 taken\n"
    assert server.readers == {"ada@mail.example": 2, "bo@mail.example": 2}
    assert [str(read(data)["Subject"]) for _, data in server.mails[::2]] == [
        "Paper 2 and 1 more", "Paper 4",
    ]  # fmt: skip


def test_readers_get_the_topics_they_chose(root: Path, server: MailServer) -> None:
    subscribe(
        root,
        [
            {"address": "ada@mail.example", "topics": ["clothes"]},
            {"address": "bo@mail.example", "topics": ["rain"]},
        ],
    )

    digest(root, "--send", "--since", "2025-09-02")
    add_papers(root, "2025-09-04", start=4)
    digest(root, "--send")

    subjects = [(to, str(read(data)["Subject"])) for to, data in server.mails]
    assert subjects == [
        ("ada@mail.example", "Paper 2"),
        ("bo@mail.example", "Paper 3"),
        ("ada@mail.example", "Paper 4"),
    ]


def test_a_list_gets_one_mail(tmp_path: Path, server: MailServer) -> None:
    root = collection(tmp_path, *DAYS, smtp=smtp(server), to="papers@lists.example")

    done = digest(root, "--send")

    assert done.stdout == "No. 1, 2 papers: 1 taken\n"
    assert server.readers == {"papers@lists.example": 1}


def test_no_address_is_in_the_ledger(root: Path) -> None:
    subscribe(root, ["ada@mail.example"])

    digest(root, "--send")

    assert "ada" not in (root / "content" / "sent.jsonl").read_text("utf-8")
    assert kinds(ledger(root)) == ["baseline", "opened", "handing", "taken", "closed"]


def test_refusals_are_reported_and_those_put_off_are_tried_again(
    root: Path, server: MailServer
) -> None:
    subscribe(root, ["ada@mail.example", "bo@mail.example", "cy@mail.example"])
    server.refusals = {
        "ada@mail.example": "550 5.1.1 No such user",
        "bo@mail.example": "451 4.7.1 Come back later",
    }

    first = digest(root, "--send")
    waiting = digest(root)
    server.refusals.clear()
    second = digest(root, "--send")

    assert first.stderr.splitlines() == [
        "refused: ada@mail.example: 550 5.1.1 No such user",
        "deferred: bo@mail.example: 451 4.7.1 Come back later",
    ]
    assert first.stdout == "No. 1, 2 papers: 1 taken, 1 refused, 1 deferred\n"
    assert waiting.stdout.startswith("No. 1 is not out to everyone yet; --send goes on with it.\n")
    assert second.stdout == "No. 1, 2 papers: 1 taken\n"
    assert server.readers == {"bo@mail.example": 1, "cy@mail.example": 1}


def test_a_server_that_refuses_the_message_ends_the_run_and_nobody_is_lost(
    root: Path, server: MailServer
) -> None:
    subscribe(root, many(8))
    server.on_data = lambda to: "554 5.7.1 Unsigned"

    first = digest(root, "--send")
    server.on_data = lambda to: None
    second = digest(root, "--send")

    assert "the server takes no mail: 554 5.7.1 Unsigned" in first.stderr
    assert first.returncode == 1
    assert second.returncode == 0
    assert server.readers == dict.fromkeys(many(8), 1)


def test_an_answer_that_never_came_is_named_and_sent_again_only_if_asked(
    root: Path, server: MailServer
) -> None:
    subscribe(root, ["ada@mail.example", "bo@mail.example"])
    server.on_data = lambda to: server.lose() if to.startswith("ada") else None

    first = digest(root, "--send")
    server.on_data = lambda to: None
    second = digest(root, "--send")
    third = digest(root, "--send", "--retry-uncertain")

    assert "uncertain: ada@mail.example" in first.stderr
    assert first.returncode == 1
    assert second.stdout == "There is no new paper.\n"
    assert third.stdout == "No. 1, 2 papers: 1 taken\n"
    assert server.readers == {"ada@mail.example": 1, "bo@mail.example": 1}


@pytest.mark.usefixtures("trusted")
def test_mail_goes_by_starttls_with_a_login_from_the_environment(
    tmp_path: Path, certificate: ssl.SSLContext
) -> None:
    with MailServer(starttls=certificate, login=("sock", "s3cret")) as server:
        secured = smtp(server, security="starttls")
        root = collection(tmp_path / "site", *DAYS, smtp=secured, to="all@lists.example")

        done = digest(root, "--send", **{USER: "sock", PASSWORD: "s3cret"})

    assert done.stdout == "No. 1, 2 papers: 1 taken\n"
    assert "s3cret" not in done.stderr + (root / "content" / "sent.jsonl").read_text("utf-8")


def test_two_digests_at_once_are_one_too_many(root: Path, server: MailServer) -> None:
    subscribe(root, many(3))
    others: list[subprocess.CompletedProcess[str]] = []
    server.on_data = lambda to: others.append(digest(root, "--send")) if not others else None

    with running(root, "--send") as first:
        first.wait(60)

    (other,) = others
    assert "another digest is being sent; wait until it ends" in other.stderr
    assert (first.returncode, other.returncode) == (0, 1)
    assert server.readers == dict.fromkeys(many(3), 1)


def test_a_folder_gets_html_text_and_message(root: Path, tmp_path: Path) -> None:
    done = digest(root, "-o", str(tmp_path / "out"))

    assert read((tmp_path / "out" / "digest.eml").read_bytes())["Subject"] == "Paper 2 and 1 more"
    assert "What paper 2 is about." in (tmp_path / "out" / "digest.html").read_text("utf-8")
    assert "digest.txt written" in done.stdout
    assert ledger(root) == []


def test_what_a_service_sends_may_count_as_announced(root: Path, tmp_path: Path) -> None:
    done = digest(root, "-o", str(tmp_path / "out"), "--announced")

    assert done.stdout.endswith("2 papers announced.\n")
    assert digest(root).stdout == "There is no new paper.\n"


def test_nothing_is_sent_while_anything_is_wrong(root: Path, server: MailServer) -> None:
    subscribe(root, ["ada@mail.example", "nobody"])

    done = digest(root, "--send")

    assert done.stderr.splitlines() == [
        "subscribers.yaml:2:1: error: `nobody` is no mail address"
        " (write ada@example.org or Ada Example <ada@example.org>)",
        "Nothing was sent.",
    ]
    assert (done.returncode, server.mails, ledger(root)) == (1, [], [])


def test_subscribers_in_git_are_not_for_all_to_read(root: Path, server: MailServer) -> None:
    subscribe(root, ["ada@mail.example"])
    subprocess.run(["git", "init", "-q"], cwd=root, check=True)
    subprocess.run(["git", "add", "subscribers.yaml"], cwd=root, check=True)

    done = digest(root, "--send")

    assert "subscribers.yaml is in git, for all to read" in done.stderr
    assert server.mails == []


def test_without_a_key_no_reader_is_written_down(root: Path) -> None:
    subscribe(root, ["ada@mail.example"])
    assert f"set {KEY}" in digest(root, "--send", **{KEY: ""}).stderr


def test_another_key_does_not_send_a_mail_again(root: Path, server: MailServer) -> None:
    subscribe(root, ["ada@mail.example", "bo@mail.example"])
    server.refusals["bo@mail.example"] = "450 later"
    digest(root, "--send")

    done = digest(root, "--send", **{KEY: "another"})

    assert f"No. 1 went out with another {KEY}" in done.stderr
    assert server.readers == {"ada@mail.example": 1}


def test_without_settings_one_is_told_what_is_missing(tmp_path: Path) -> None:
    root = collection(tmp_path, *DAYS)
    (root / "site_config" / "digest.yaml").unlink()

    done = digest(root, "--send")

    assert "say who sends the mail: `from: papers@example.org`" in done.stderr
    assert done.returncode == 1


def test_a_ledger_that_cannot_be_read_sends_nothing(root: Path, server: MailServer) -> None:
    subscribe(root, ["ada@mail.example"])
    (root / "content" / "sent.jsonl").write_text("<<<<<<< ours\n")

    done = digest(root, "--send")

    assert "nothing was sent: content/sent.jsonl:1:1" in done.stderr
    assert server.mails == []


def test_every_mail_is_one_that_the_strictest_parser_takes(root: Path, server: MailServer) -> None:
    subscribe(root, [{"address": "ada@mail.example", "name": "Ada “Sock” Example, Ärztin"}])

    digest(root, "--send")

    ((_, data),) = server.mails
    found = read(data)
    assert str(found["To"].addresses[0].display_name) == "Ada “Sock” Example, Ärztin"
    assert re.fullmatch(r"<1\.[0-9a-f]{32}@the-sample\.sample\.example>", found["Message-ID"])


def test_the_ledger_is_json_lines_that_git_can_merge(root: Path) -> None:
    subscribe(root, ["ada@mail.example"])

    digest(root, "--send")

    text = (root / "content" / "sent.jsonl").read_text("utf-8")
    assert all(json.loads(line) for line in text.splitlines())
    assert text.endswith("\n")


def test_without_a_subscriber_no_paper_is_announced(root: Path) -> None:
    subscribe(root, [])

    done = digest(root, "--send")

    assert (done.stdout, done.returncode) == ("There is no subscriber.\n", 0)
    assert ledger(root) == []
