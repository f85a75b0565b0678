"""Importing: bibliographies and pages that people have become records and lock entries. PURE."""
