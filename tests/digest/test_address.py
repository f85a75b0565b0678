from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.digest.address import parse_mailbox, token
from broadsheet.errors import Invalid


@pytest.mark.parametrize(
    ("text", "name", "spec"),
    [
        ("ada@example.org", "", "ada@example.org"),
        (" Ada@Example.ORG ", "", "Ada@example.org"),
        ("Ada Example <ada@example.org>", "Ada Example", "ada@example.org"),
        ('"Example, Ada" <ada@example.org>', "Example, Ada", "ada@example.org"),
        ("Ada <a.b+papers@mail.example.org>", "Ada", "a.b+papers@mail.example.org"),
        ("ada@bücher.example", "", "ada@xn--bcher-kva.example"),
        ("root@localhost", "", "root@localhost"),
    ],
)
def test_an_address_is_read(text: str, name: str, spec: str) -> None:
    found = parse_mailbox(text)
    assert (found.display_name, found.addr_spec) == (name, spec)


@pytest.mark.parametrize(
    "text",
    [
        "", "ada", "@example.org", "ada@", "ada@example", "ada@-x.example", "ada@ex ample.org",
        "ada@example.org\nBcc: all@example.org", "ada@example.org\r\n", "a\x00b@example.org",
        "ada@example.org, bo@example.org", "ada@@example.org", "<ada@example.org", ".a@example.org",
        "a..b@example.org", "Ada <ada@example.org> <bo@example.org>", "ada@[127.0.0.1]",
        "ädä@example.org", "x" * 65 + "@example.org", "a@" + "b" * 250 + ".example",
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        parse_mailbox(text)


@given(st.text())
def test_whatever_is_read_has_no_line_break(text: str) -> None:
    try:
        found = parse_mailbox(text)
    except Invalid:
        return
    assert not set("\r\n\0") & set(str(found))


def test_a_token_is_the_same_for_one_key_and_says_nothing_without_it() -> None:
    assert token("Ada@example.org", "k") == token("ada@example.org", "k")
    assert token("ada@example.org", "k") != token("ada@example.org", "l")
    assert len(token("ada@example.org", "k")) == 32
