"""Issues: what people write into the forms of a forge, as changes of records."""
