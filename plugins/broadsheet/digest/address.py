"""Mail addresses: read from what people wrote, and named in the ledger by what is not theirs."""

from __future__ import annotations

import hashlib
import hmac
import re
from email.errors import MessageError
from email.headerregistry import Address

from broadsheet.errors import Invalid

# RFC 5321, 4.1.2 and 4.5.3.1, without the quoted local parts that no provider gives out.
_ATEXT = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LOCAL = re.compile(rf"{_ATEXT}(?:\.{_ATEXT})*")
_DOMAIN = re.compile(r"(?=.{1,255}$)(?:(?!-)[A-Za-z0-9-]{1,63}(?<!-)\.)+[A-Za-z][A-Za-z0-9-]{1,62}")
# RFC 5322, 3.4: a phrase or a quoted string before the address.
_NAMED = re.compile(
    r'(?:"(?P<quoted>(?:[^"\\]|\\.)*)"\s*|(?P<bare>[^<>",@;]*))<(?P<spec>[^<>\s]+)>'
)
_LOCALHOST = re.compile(r"localhost")
_HINT = "write ada@example.org or Ada Example <ada@example.org>"


def parse_mailbox(text: str) -> Address:
    """Read `ada@example.org` or `Ada Example <ada@example.org>`.

    Raises:
        Invalid: it is none, or holds a character that could end a header.
    """
    if not text.isprintable() or len(text) > 500:
        raise Invalid("an address has a character that no address can have", _HINT)
    match = _NAMED.fullmatch(text.strip())
    spec = match["spec"] if match else text.strip()
    quoted, bare = (match["quoted"], match["bare"]) if match else ("", "")
    name = re.sub(r"\\(.)", r"\1", quoted) if quoted else bare.strip()
    local, _, domain = spec.rpartition("@")
    if not _LOCAL.fullmatch(local) or len(local) > 64:
        raise Invalid(f"`{text}` is no mail address", _HINT)
    return mailbox(name, local, domain)


def mailbox(name: str, local: str, domain: str) -> Address:
    """Put an address together; domains in other scripts are written in ASCII, RFC 5891.

    Raises:
        Invalid: the domain is none.
    """
    try:
        ascii_domain = domain.encode("idna").decode().lower()
    except UnicodeError:
        ascii_domain = ""
    if not _DOMAIN.fullmatch(ascii_domain) and not _LOCALHOST.fullmatch(ascii_domain):
        raise Invalid(f"`{domain}` is no domain for mail", _HINT)
    try:
        return Address(" ".join(name.split()), local, ascii_domain)
    except (MessageError, ValueError, IndexError) as error:
        raise Invalid(f"`{name}` is no name for a mail", _HINT) from error


def token(address: str, key: str) -> str:
    """Return what stands for an address where strangers may read: an HMAC with a secret key.

    32 hexadecimal digits. Without the key nobody can find out by guessing whose it is.
    """
    known = address.casefold().encode()
    return hmac.new(key.encode(), known, hashlib.sha256).hexdigest()[:32]
