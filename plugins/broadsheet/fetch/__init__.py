"""Fetching: what the sources say of each paper, kept in a lock, merged under curated values."""
