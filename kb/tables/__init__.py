"""The table model: what a column is, and a table of rows under declared columns. Files of it: files.py."""

from kb.tables.model import Column, Table, Type, Value

__all__ = ["Column", "Table", "Type", "Value"]
