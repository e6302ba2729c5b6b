"""The screen Official texts: the text of an instrument from a person's own copy, settled line by line and published."""
