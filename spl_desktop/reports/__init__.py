"""What is printed: a frozen view becomes the bytes of a document or a table; no database, no clock, no files."""
