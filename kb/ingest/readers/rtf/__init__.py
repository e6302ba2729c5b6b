"""RTF: paragraphs, tables, notes, text boxes and forms."""
