"""Paper records: what curators write, read and checked. PURE: nothing here knows MkDocs."""
