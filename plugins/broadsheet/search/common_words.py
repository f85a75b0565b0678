"""Common words: too frequent to tell papers apart; only titles are found by them."""

from __future__ import annotations

_WORDS = """
a about after all also an and any are as at be been being between both but by can could do does
each for from had has have here how however if in into is it its may more most must no nor not
of on one only or other our out over own same should so some such than that the their them then
there these they this those through thus to too under until up us very via was we well were what
when where which while who whose why will with within without would you your
"""
COMMON_WORDS = frozenset(_WORDS.split())
