from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from broadsheet.digest.postman import PASSWORD, USER, Fate, Outcome, Postman
from broadsheet.digest.settings import Security, Smtp
from broadsheet.errors import BroadsheetError
from servers.mail import MailServer

ME, ADA, BO = "papers@sock.example", "ada@mail.example", "bo@mail.example"
DATA = b"Subject: Socks\r\n\r\n.\r\n..dots\r\nThe end.\r\n"
LOGIN = {USER: "sock", PASSWORD: "s3cret"}


def at(server: MailServer, security: Security = "none", host: str = "127.0.0.1") -> Smtp:
    return Smtp(host, server.port, security)


@contextmanager
def postman(server: Smtp, login: dict[str, str] | None = None) -> Iterator[Postman]:
    with Postman(server, login or {}) as found:
        yield found


def hand(found: Postman, to: str = ADA) -> Outcome:
    return found.hand(ME, to, DATA, lambda: None)


def test_a_message_arrives_as_it_is_dots_too(server: MailServer) -> None:
    with postman(at(server)) as found:
        assert hand(found).fate is Fate.TAKEN
    assert server.mails == [(ADA, DATA)]


def test_one_connection_carries_many_messages(server: MailServer) -> None:
    with postman(at(server)) as found:
        for _ in range(5):
            hand(found)
    assert (len(server.mails), server.sessions) == (5, 1)


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_mail_travels_by_tls_with_a_login(certificate: ssl.SSLContext, security: Security) -> None:
    context = {security: certificate}
    with (
        MailServer(login=("sock", "s3cret"), **context) as server,
        postman(at(server, security), LOGIN) as found,
    ):
        assert hand(found).fate is Fate.TAKEN
    assert server.readers == {ADA: 1}


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_of_nobody_is_not_trusted(
    certificate: ssl.SSLContext, security: Security
) -> None:
    with (
        MailServer(**{security: certificate}) as server,
        pytest.raises(BroadsheetError, match=r"no mail server to talk to.*certificate"),
    ):
        Postman(at(server, security), {}).__enter__()


def test_a_server_without_starttls_gets_nothing(server: MailServer) -> None:
    with pytest.raises(BroadsheetError, match="STARTTLS"):
        Postman(at(server, "starttls"), LOGIN).__enter__()
    assert server.mails == []


@pytest.mark.usefixtures("trusted")
def test_a_wrong_password_is_said_and_not_shown(certificate: ssl.SSLContext) -> None:
    with (
        MailServer(login=("sock", "other"), starttls=certificate) as server,
        pytest.raises(BroadsheetError, match="the login is refused") as said,
    ):
        Postman(at(server, "starttls"), LOGIN).__enter__()
    assert "s3cret" not in str(said.value)


def test_a_login_goes_nowhere_without_tls() -> None:
    # Another machine's address: all of 127/8 is this machine, `is_local` knows the first alone.
    with (
        MailServer(host="127.0.0.2") as server,
        pytest.raises(BroadsheetError, match="could be read by anyone on the way"),
    ):
        Postman(at(server, host="127.0.0.2"), LOGIN).__enter__()


@pytest.mark.parametrize(
    ("answer", "fate", "code"),
    [
        ("550 5.1.1 No such user", Fate.REFUSED, 550),
        ("451 4.7.1 Greylisted", Fate.DEFERRED, 451),
        ("452 4.2.2 Full", Fate.DEFERRED, 452),
    ],
)
def test_a_reader_who_is_refused_does_not_keep_the_next_from_theirs(
    server: MailServer, answer: str, fate: Fate, code: int
) -> None:
    server.refusals[ADA] = answer
    with postman(at(server)) as found:
        first, second = hand(found, ADA), hand(found, BO)
    assert first == Outcome(fate, code, answer)
    assert second.fate is Fate.TAKEN
    assert server.readers == {BO: 1}


def test_a_message_that_is_refused_may_be_mended(server: MailServer) -> None:
    server.on_data = lambda to: "554 5.7.1 Looks like spam"
    with postman(at(server)) as found:
        outcome = hand(found)
    assert (outcome.fate, outcome.is_of_message) == (Fate.DEFERRED, True)


def test_a_server_that_takes_nothing_from_us_ends_the_run(server: MailServer) -> None:
    server.on_mail = lambda sender: "550 5.7.1 Not from you"
    with (
        pytest.raises(BroadsheetError, match=r"takes no mail from papers@sock\.example"),
        postman(at(server)) as found,
    ):
        hand(found)


def test_a_server_that_hangs_up_between_two_messages_is_called_again(server: MailServer) -> None:
    with postman(at(server)) as found:
        hand(found, ADA)
        server.hang_up()
        assert hand(found, BO).fate is Fate.TAKEN
    assert (server.readers, server.sessions) == ({ADA: 1, BO: 1}, 2)


def test_an_answer_that_never_comes_leaves_it_uncertain(server: MailServer) -> None:
    server.on_data = lambda to: server.hang_up()
    with postman(at(server)) as found:
        outcome = hand(found)
    assert (outcome.fate, outcome.code) == (Fate.UNCERTAIN, 0)


def test_the_end_is_sent_after_it_was_written_down(server: MailServer) -> None:
    def fail() -> None:
        assert server.mails == []
        raise BroadsheetError("disk full")

    with pytest.raises(BroadsheetError, match="disk full"), postman(at(server)) as found:
        found.hand(ME, ADA, DATA, fail)
    assert server.mails == []


def test_no_server_is_said_with_its_address() -> None:
    with pytest.raises(BroadsheetError, match=r"127\.0\.0\.1:1: no mail server"):
        Postman(Smtp("127.0.0.1", 1), {}).__enter__()
