"""The data dictionary, made from the schema's own comments."""

from kb.db.description import describe
from kb.db.schema import Column as SchemaColumn
from kb.db.schema import Table as SchemaTable
from kb.domain.catalogue import gettext as _
from kb.questions.columns import truth
from kb.tables import Column, Table

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
            "references": "; ".join(targets(one, column)) or None,
        }
        for one in describe().values()
        for column in one.columns
    )
    return Table.declared(_("Data dictionary"), COLUMNS, rows)


def targets(one: SchemaTable, column: SchemaColumn) -> list[str]:
    """The records that a column must name, in words."""
    return [
        ("ids, separated by spaces, in " if reference.list else "names a record in ")
        + " or ".join(f"{name}.{target}" for name, target in reference.targets)
        for reference in one.references
        if reference.column == column.name
    ]
