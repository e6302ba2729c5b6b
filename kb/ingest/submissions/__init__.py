"""Documents handed in, one or many at once in a folder or ZIP."""
