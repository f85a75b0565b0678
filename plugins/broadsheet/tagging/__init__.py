"""Tagging: topics by hand and by rule, and the groups that readers browse by."""
