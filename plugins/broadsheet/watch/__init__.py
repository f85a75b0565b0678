"""The watch: what became of papers and links after they were published here."""
