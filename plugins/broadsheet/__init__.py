"""Broadsheet: a static site generator for curated paper collections."""

__version__ = "0.1.0"
