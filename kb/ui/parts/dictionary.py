"""The data dictionary, made from the schema's own comments."""

from kb.domain.words import counted
from kb.schema import Column, Table
from kb.store.description import describe
from kb.ui.markup import Html, element, join, wide_table

KEPT = (
    "Every fact carries two further columns: since_revision, the revision that brought it, and until_revision, the "
    "one that superseded it (empty while it holds). Nothing is overwritten, so every figure can be shown as of a "
    "revision."
)


def dictionary() -> Html:
    """Every table and column of the schema, one folded table each."""
    tables = describe().values()
    columns = sum(len(one.columns) for one in tables)
    said = f"{counted(len(tables), 'table')}, {counted(columns, 'column')}. {KEPT}"
    return join([element("p", said), *(_described(one) for one in tables)])


def _described(one: Table) -> Html:
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


def _rules(one: Table, column: Column) -> list[Html]:
    """What a value must fulfil: checks as the schema has them, and the records it must name."""
    rules = [element("code", check) for check in column.checks]
    for reference in one.references:
        if reference.column == column.name:
            targets = " or ".join(f"{name}.{target}" for name, target in reference.targets)
            several = "ids, separated by spaces, in " if reference.list else "names a record in "
            rules.append(element("span", f"{several}{targets}"))
    return rules
