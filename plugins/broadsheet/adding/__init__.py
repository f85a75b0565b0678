"""Adding: from whatever people paste to the smallest good record, or to the paper that is here."""
