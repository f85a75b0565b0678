"""Language: every word that readers see, in each language, and dates and numbers in its form."""
