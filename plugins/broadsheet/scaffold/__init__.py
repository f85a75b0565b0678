"""Scaffold: a new collection's files, and what keeps them up to date."""
