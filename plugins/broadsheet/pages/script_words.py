"""What scripts say and where they lead, as the beginning of the script that every page loads."""

from __future__ import annotations

import msgspec

from broadsheet.language.words import Words
from broadsheet.pages.urls import Urls


def words_script(words: Words, urls: Urls) -> str:
    """Return JavaScript that sets `broadsheet.words`, and `broadsheet.paths` below the site's root.

    A plural is an object of texts by CLDR's names, for `Intl.PluralRules`.
    """
    paths = {"paper": urls.path("papers/{id}"), "shelf": urls.path("shelf/")}
    said = msgspec.json.encode({"words": words.group("script"), "paths": paths}).decode()
    return f"window.broadsheet = Object.assign(window.broadsheet || {{}}, {said});\n"
