"""Statistics: what is counted, how it is drawn, and the map of the collection."""
