"""Pages: what readers see, from the catalogue and its facets to HTML in the theme."""
