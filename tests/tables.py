"""What typed tables are held to, whichever question or screen they are of."""

from datetime import date

from kb.tables import Column, Table, Type

PYTHON: dict[Type, type | tuple[type, ...]] = {
    Type.INTEGER: int,
    Type.NUMBER: (int, float),
    Type.BOOLEAN: bool,
    Type.DATE: date,
    Type.TEXT: str,
}


def fits(column: Column, value: object) -> bool:
    """Whether a value is of its column's type; a truth is no number."""
    if value is None:
        return column.may_be_empty
    return isinstance(value, PYTHON[column.type]) and (column.type is Type.BOOLEAN) == isinstance(value, bool)


def misfits(table: Table) -> set[str]:
    """The columns with a value that is not of their type."""
    return {
        column.key
        for row in table.rows
        for column, value in zip(table.columns, row, strict=True)
        if not fits(column, value)
    }
