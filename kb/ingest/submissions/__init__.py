"""Documents handed in: the file as it is kept, and many at once in a folder or ZIP."""
