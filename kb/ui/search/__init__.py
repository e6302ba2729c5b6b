"""Search: the field, what came of a question, and by what it can be narrowed."""
