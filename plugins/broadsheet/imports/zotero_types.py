"""Zotero's item types, and the CSL types that they are.

https://aurimasv.github.io/z2csl/typeMap.xml
"""

from __future__ import annotations

ITEM_TYPES = {
    "journalArticle": "article-journal", "magazineArticle": "article-magazine",
    "newspaperArticle": "article-newspaper", "conferencePaper": "paper-conference",
    "preprint": "article", "manuscript": "article", "book": "book", "bookSection": "chapter",
    "thesis": "thesis", "report": "report", "dataset": "dataset", "computerProgram": "software",
    "standard": "standard", "patent": "patent", "encyclopediaArticle": "entry",
    "dictionaryEntry": "entry", "presentation": "speech", "webpage": "webpage",
    "blogPost": "post-weblog", "document": "document", "videoRecording": "motion_picture",
    "film": "motion_picture",
}  # fmt: skip
NO_WORKS = frozenset(["attachment", "note", "annotation"])
