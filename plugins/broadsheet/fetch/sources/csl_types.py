"""What kind of work a paper is, from each source's words to those of CSL 1.0.2.

https://docs.citationstyles.org/en/stable/specification.html#appendix-iii-types
"""

from __future__ import annotations

CROSSREF = {
    "journal-article": "article-journal", "proceedings-article": "paper-conference",
    "posted-content": "article", "book-chapter": "chapter", "book-section": "chapter",
    "book-part": "chapter", "book": "book", "monograph": "book", "edited-book": "book",
    "reference-book": "book", "proceedings": "book", "reference-entry": "entry",
    "report": "report", "report-component": "report", "dissertation": "thesis",
    "dataset": "dataset", "peer-review": "review", "standard": "standard",
}  # fmt: skip
"""https://api.crossref.org/v1/types"""

OPENALEX = {
    "article": "article-journal", "review": "article-journal", "letter": "article-journal",
    "editorial": "article-journal", "erratum": "article-journal", "retraction": "article-journal",
    "conference-paper": "paper-conference", "preprint": "article", "book": "book",
    "book-chapter": "chapter", "dissertation": "thesis", "dataset": "dataset", "report": "report",
    "peer-review": "review", "reference-entry": "entry", "standard": "standard",
    "software": "software",
}  # fmt: skip

DATACITE = {
    "Dataset": "dataset", "Software": "software", "JournalArticle": "article-journal",
    "DataPaper": "article-journal", "ConferencePaper": "paper-conference", "Preprint": "article",
    "Text": "article", "Book": "book", "BookChapter": "chapter", "Report": "report",
    "Dissertation": "thesis", "PeerReview": "review", "Standard": "standard",
    "ComputationalNotebook": "software", "Model": "software", "Collection": "dataset",
    "ConferenceProceeding": "book",
}  # fmt: skip
"""https://datacite-metadata-schema.readthedocs.io/en/4.6/appendices/appendix-1/"""

SEMANTIC_SCHOLAR = {
    "Conference": "paper-conference", "JournalArticle": "article-journal",
    "Review": "article-journal", "Book": "book", "BookSection": "chapter", "Dataset": "dataset",
}  # fmt: skip
