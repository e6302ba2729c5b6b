"""What changed between two revisions, as one audience may see it: records and cells of the coverage."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from kb.db import View
from kb.db.description import data_tables
from kb.db.schema import Table
from kb.domain.catalogue import gettext as _
from kb.domain.model import Scope
from kb.questions import Row, Rows, coverage, sql
from kb.questions.columns import NAME, PASSAGES, PROVISION, STATE, count
from kb.tables import Column

Record = Mapping[str, Any]

# What only those who work on the material may learn: who they are among each other.
NAMES = frozenset({"person", "coder"})
# How one person judges a passage is shown to nobody here: who codes blind must not learn it from the history.
JUDGEMENTS = frozenset({"judgement", "judged_coding", "judged_theme"})
# Who may sign in, and by which address, is for those who manage people.
PEOPLE = frozenset({"person", "person_role"})
# Handing in makes a name known even where the contribution itself is confidential.
ONLY_STAFF = PEOPLE | JUDGEMENTS | {"contributor_name", "submission", "restriction"}

CELL_CHANGES = (
    STATE,
    NAME,
    PROVISION,
    Column(
        "before",
        _("Before"),
        meaning=_("The cell in the earlier revision; empty: there was none."),
        codes="cell",
        may_be_empty=True,
    ),
    Column(
        "after",
        _("After"),
        meaning=_("The cell in the later revision; empty: there is none."),
        codes="cell",
        may_be_empty=True,
    ),
    replace(
        count("passages_before", _("Passages before"), PASSAGES, _("The State's own on it, before.")), may_be_empty=True
    ),
    replace(
        count("passages_after", _("Passages after"), PASSAGES, _("The State's own on it, after.")), may_be_empty=True
    ),
)
"""The cells of the coverage that differ between two revisions: a row per State and provision."""


@dataclass(frozen=True)
class Difference:
    """A record that differs: `before` None for one that was added, `after` None for one superseded by nothing."""

    table: str
    key: str
    before: Record | None
    after: Record | None

    @property
    def kind(self) -> str:
        """added, ended (superseded by nothing) or changed."""
        return "added" if self.before is None else "ended" if self.after is None else "changed"

    @property
    def record(self) -> Record:
        """The record as it is after, or as it last was."""
        return self.after or self.before or {}

    def fields(self) -> list[tuple[str, Any, Any]]:
        """The fields that differ, each with its value before and after."""
        before, after = self.before or {}, self.after or {}
        return [(name, before.get(name), after.get(name)) for name in after if before.get(name) != after.get(name)]


def history_places(view: View) -> Rows:
    """A row per passage, or contribution without any, with the `states` it is of or about and its `provisions`."""
    return view.rows(sql("history_places"))


def differences(later: View, earlier: View, *, staff: bool) -> list[Difference]:
    """The records that differ between two views of the same audience, table by table."""
    changed = later.changed_tables(earlier)
    # Whether a contribution is published decides of all its records whether others see them.
    everything = not staff and "contribution" in changed
    tables = [table for table in data_tables() if everything or table.name in changed]
    questions = [_question(table, staff) for table in tables if staff or table.name not in ONLY_STAFF]
    if not questions:
        return []
    rows = later.differences(earlier, " UNION ALL ".join(questions) + " ORDER BY ALL")
    return [
        Difference(row["table_name"], row["record_key"], _record(row["before"]), _record(row["after"])) for row in rows
    ]


def touched(view: View, *, staff: bool) -> frozenset[int]:
    """The revisions that changed a table of which this audience may see anything; the others need no closer look.

    One of them may still have changed nothing that the audience sees: that only `differences` tells.
    """
    tables = [table.name for table in data_tables() if staff or table.name not in ONLY_STAFF]
    question = _without_comment("history_touched")
    rows = view.rows(" UNION ".join(question.replace("TABLE", name) for name in tables))
    return frozenset(row["number"] for row in rows)


def concerning(
    changed: Iterable[Difference], views: Iterable[View], states: Iterable[str], provisions: Iterable[str]
) -> list[Difference]:
    """Those of the differences that concern one of these States and one of these provisions; none given: all."""
    of, on = set(states), set(provisions)
    if not of and not on:
        return list(changed)
    state_of: dict[str, set[str]] = {}
    provision_of: dict[str, set[str]] = {}
    for row in (row for view in views for row in history_places(view)):
        for id_ in (row["contribution"], row["passage"]):
            if id_:
                state_of.setdefault(id_, set()).update(filter(None, row["states"]))
                provision_of.setdefault(id_, set()).update(row["provisions"])
    kept = []
    for one in changed:
        values = {str(value) for record in (one.before, one.after) if record for value in record.values() if value}
        # An answer names its reply, and a reply's id begins with its passage's.
        values |= {value.partition("-reply-")[0] for value in values}
        states_here = values.union(*(state_of.get(value, ()) for value in values))
        # A code names its provision; the other codes of its passage are other records.
        named = {str(record["provision"]) for record in (one.before, one.after) if record and record.get("provision")}
        provisions_here = named or values.union(*(provision_of.get(value, ()) for value in values))
        if (not of or of & states_here) and (not on or on & provisions_here):
            kept.append(one)
    return kept


def cell_changes(later: View, earlier: View, scope: Scope) -> list[Row]:
    """The cells that the scope shows and that differ in what is shown of them, by State and provision."""
    cells = [shown_cells(view, replace(scope, revision=None)) for view in (earlier, later)]
    found: list[Row] = []
    for state, provision in sorted(cells[0].keys() | cells[1].keys()):
        before, after = (held.get((state, provision), {}) for held in cells)
        row = {
            "state": state,
            "name": (after or before)["name"],
            "provision": provision,
            "before": before.get("cell"),
            "after": after.get("cell"),
            "passages_before": before.get("passages"),
            "passages_after": after.get("passages"),
        }
        if (row["before"], row["passages_before"]) != (row["after"], row["passages_after"]):
            found.append(row)
    return found


def shown_cells(view: View, scope: Scope) -> dict[tuple[str, str], Record]:
    """The cells of the coverage that screens show, by State and provision."""
    return {(row["state"], row["provision"]): row for row in coverage.rows(view, scope) if row["shown"]}


def _question(table: Table, staff: bool) -> str:
    kept = [name for name in table.column_names if staff or name not in NAMES]
    # An address of a person is never shown, not even to those who work with that person.
    kept = [name for name in kept if name not in ("email", "sha256")]
    key = ", ".join(f'CAST("{name}" AS VARCHAR)' for name in table.key)
    # Only the names of our own tables and columns come in.
    question = _without_comment("history_changes")
    put_in = {"TABLE": table.name, "KEY": f"to_json([{key}])::VARCHAR", "COLUMNS": ", ".join(f'"{n}"' for n in kept)}
    return re.sub(r"\b(TABLE|KEY|COLUMNS)\b", lambda word: put_in[word[1]], question)


def _without_comment(name: str) -> str:
    return "\n".join(line for line in sql(name).splitlines() if not line.startswith("--"))


def _record(written: str | None) -> Record | None:
    return json.loads(written) if written else None
