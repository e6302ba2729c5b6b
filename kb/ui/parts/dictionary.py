"""The data dictionary, made from the schema's own comments."""

from collections.abc import Iterator

from kb.domain.catalogue import gettext as _
from kb.domain.words import counted
from kb.queries.columns import truth
from kb.schema import Column as SchemaColumn
from kb.schema import Table as SchemaTable
from kb.store.description import describe
from kb.tables import Column, Table
from kb.ui.markup import Html, element, join, wide_table

KEPT = (
    "Every fact carries two further columns: since_revision, the revision that brought it, and until_revision, the "
    "one that superseded it (empty while it holds). Nothing is overwritten, so every figure can be shown as of a "
    "revision."
)

COLUMNS = (
    Column("table", _("Table"), meaning=_("Name of the table.")),
    Column("table_meaning", _("What it holds"), meaning=_("What a record of it is.")),
    truth("versioned", _("Keeps revisions"), _("Whether its records are superseded and not overwritten.")),
    Column("column", _("Column"), meaning=_("Name of the column.")),
    Column("meaning", _("Meaning"), meaning=_("What its values mean.")),
    Column("type", _("Type"), meaning=_("Type of its values in SQL.")),
    truth("required", _("Required"), _("Whether every record has a value.")),
    Column("checks", _("Checks"), meaning=_("What a value must fulfil, in SQL."), may_be_empty=True),
    Column("references", _("Records named"), meaning=_("Which records a value must name."), may_be_empty=True),
)


def dictionary() -> Html:
    """Every table and column of the schema, one folded table each."""
    tables = describe().values()
    columns = sum(len(one.columns) for one in tables)
    said = f"{counted(len(tables), 'table')}, {counted(columns, 'column')}. {KEPT}"
    return join([element("p", said), *(_described(one) for one in tables)])


def table() -> Table:
    """A row per column of the schema, for files."""
    rows = (
        {
            "table": one.name,
            "table_meaning": one.comment,
            "versioned": one.versioned,
            "column": column.name,
            "meaning": column.comment,
            "type": column.type.lower(),
            "required": column.required,
            "checks": "; ".join(column.checks) or None,
            "references": "; ".join(_targets(one, column)) or None,
        }
        for one in describe().values()
        for column in one.columns
    )
    return Table.declared("Data dictionary", COLUMNS, rows)


def _described(one: SchemaTable) -> Html:
    body = (
        (
            element("code", column.name),
            column.comment,
            column.type.lower(),
            "yes" if column.required else "may be empty",
            join(_rules(one, column), "; "),
        )
        for column in one.columns
    )
    kept = "Keeps revisions." if one.versioned else "Kept without revisions."
    key = f" A record is known by: {', '.join(one.key)}." if one.key else ""
    return element(
        "details",
        element("summary", element("code", one.name), f": {one.comment}"),
        element("p", f"{kept}{key}", class_="quiet"),
        wide_table(f"Columns of {one.name}", ("Column", "Meaning", "Type", "Required", "Rules"), body),
    )


def _rules(one: SchemaTable, column: SchemaColumn) -> list[Html]:
    """What a value must fulfil: checks as the schema has them, and the records it must name."""
    return [
        *(element("code", check) for check in column.checks),
        *(element("span", named) for named in _targets(one, column)),
    ]


def _targets(one: SchemaTable, column: SchemaColumn) -> Iterator[str]:
    """The records that a column must name, in words."""
    for reference in one.references:
        if reference.column == column.name:
            targets = " or ".join(f"{name}.{target}" for name, target in reference.targets)
            several = "ids, separated by spaces, in " if reference.list else "names a record in "
            yield f"{several}{targets}"
