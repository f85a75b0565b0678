"""Review: what is wrong with a collection, rule by rule, and mending what needs no thought."""
