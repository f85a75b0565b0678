"""The built-in sources, one module each."""
