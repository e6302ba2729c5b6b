"""From files to rows: the data files, and the official wording of an instrument."""
