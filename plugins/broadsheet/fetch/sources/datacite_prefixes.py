"""Which DOIs are DataCite's: agencies share no list, so the prefixes of large repositories."""

from __future__ import annotations

PREFIXES = frozenset(
    {
        "10.48550",  # arXiv
        "10.5281",  # Zenodo
        "10.6084",  # figshare
        "10.5061",  # Dryad
        "10.7910",  # Harvard Dataverse
        "10.17605",  # OSF
        "10.17632",  # Mendeley Data
        "10.57967",  # Hugging Face
        "10.34740",  # Kaggle
        "10.4230",  # Dagstuhl
        "10.13140",  # ResearchGate
        "10.35111",  # Linguistic Data Consortium
        "10.5445",  # KIT
        "10.3929",  # ETH Zürich
        "10.18419",  # Stuttgart
        "10.14279",  # TU Berlin
        "10.21227",  # IEEE DataPort
        "10.7488",  # Edinburgh DataShare
        "10.4121",  # 4TU
        "10.15468",  # GBIF
        "10.1594",  # PANGAEA
        "10.22002",  # Caltech
        "10.17863",  # Cambridge
        "10.4225",  # Australian National Data Service
    }
)


def is_datacite(doi: str, more: frozenset[str] = frozenset()) -> bool:
    """Tell whether a DOI has one of the known prefixes, or one of `more`."""
    prefix = doi.partition("/")[0]
    return prefix in PREFIXES or prefix in more
