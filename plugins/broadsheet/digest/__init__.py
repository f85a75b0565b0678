"""The mail edition: which papers it announces, what it looks like, and who has got it."""
