"""ODT: paragraphs, lists as they are numbered, tables, notes and forms."""
