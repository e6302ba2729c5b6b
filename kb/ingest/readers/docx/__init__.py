"""DOCX: paragraphs, lists as Word numbers them, tables, notes, fields and controls."""
