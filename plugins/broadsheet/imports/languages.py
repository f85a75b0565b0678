"""Languages as bibliographies name them, as tags of BCP 47: `ngerman`, `ger` and `DE` are `de`.

https://www.rfc-editor.org/info/bcp47
"""

from __future__ import annotations

import re

_TAG = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}", re.IGNORECASE | re.ASCII)
# By tag: names in English and in LaTeX's babel, codes of ISO 639-2.
_NAMES = {
    "ar": "arabic ara", "cs": "czech cze ces", "da": "danish dan", "de": "german ngerman ger deu",
    "el": "greek gre ell", "en": "english american british usenglish ukenglish eng",
    "es": "spanish spa", "fa": "persian farsi per fas", "fi": "finnish fin",
    "fr": "french francais fre fra", "he": "hebrew heb", "hi": "hindi hin", "hu": "hungarian hun",
    "id": "indonesian ind", "it": "italian ita", "ja": "japanese jpn", "ko": "korean kor",
    "la": "latin lat", "nl": "dutch dut nld", "no": "norwegian norsk nor", "pl": "polish pol",
    "pt": "portuguese brazilian por", "ro": "romanian rum ron", "ru": "russian rus",
    "sv": "swedish swe", "th": "thai tha", "tr": "turkish tur", "uk": "ukrainian ukr",
    "vi": "vietnamese vie", "zh": "chinese chi zho",
}  # fmt: skip
_BY_NAME = {name: tag for tag, names in _NAMES.items() for name in names.split()}


def language_tag(text: str) -> str:
    """Return the tag of a language, or empty text where it is not known."""
    name = text.strip().lower()
    if name in _BY_NAME:
        return _BY_NAME[name]
    tag = text.strip().replace("_", "-")
    if not _TAG.fullmatch(tag):
        return ""
    first, _, rest = tag.partition("-")
    return f"{_BY_NAME.get(first.lower(), first.lower())}{'-' + rest if rest else ''}"
