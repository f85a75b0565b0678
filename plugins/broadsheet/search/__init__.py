"""Search: what the search box knows of each paper."""
