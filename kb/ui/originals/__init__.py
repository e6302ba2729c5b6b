"""The file that was handed in, beside its passages: one page at a time."""
