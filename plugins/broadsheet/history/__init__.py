"""History: what git remembers of a collection."""
