"""Records side by side: two to four States, or one State as filtered and at other meetings."""

from collections.abc import Sequence
from typing import NamedTuple

from kb.domain.vocabulary import Vocabulary
from kb.domain.words import AFFECTED, counted
from kb.queries import Row
from kb.ui.markup import Html, Query, element, join, link, wide_table
from kb.ui.parts.matrix import counts_in_words
from kb.ui.parts.state_directory import status_words
from kb.ui.parts.state_held import is_missing
from kb.ui.parts.state_record import mark_link, no_cells, record_heading


class Column(NamedTuple):
    """One record: the words over it, the shared part of the address it is of, and what is known."""

    title: Html
    query: Query
    profile: Row
    cells: Sequence[Row]
    own: Sequence[Row]
    listings: Sequence[Row]


def side_by_side(columns: Sequence[Column], words: Vocabulary, caption: str) -> Html:
    """Status lines, then provision by provision, a column each."""
    titles = [column.title for column in columns]
    lines = [
        ["Status", *(_status(one.profile) for one in columns)],
        ["In force", *(_in_force(one.profile) for one in columns)],
        ["Cluster munition victims", *(AFFECTED[one.profile["affected"]] for one in columns)],
        ["Regional group", *(_region(one.profile, words) for one in columns)],
        ["Coverage", *(_coverage(one) for one in columns)],
        ["Its contributions held", *(_held(one) for one in columns)],
        ["Spoke, text not held", *(_spoke(one) for one in columns)],
    ]
    order: dict[str, None] = dict.fromkeys(row["provision"] for one in columns for row in one.cells)
    body = ([words.label("provision", code), *(_cell(one, code, words) for one in columns)] for code in order)
    parts: list[object] = [
        element("h2", "Status and what is held"),
        wide_table(
            "On the day that counts, a column each", ["What is known", *titles], lines, label="Status and what is held"
        ),
        element("h2", "Provision by provision"),
    ]
    if order:
        parts.append(wide_table(caption, ["Provision", *titles], body))
    else:
        parts.append(element("p", "No record to compare: the line Coverage above says why for each."))
    return join(parts)


def _status(profile: Row) -> str:
    dated = f" on {profile['day'].isoformat()}" if profile["listed"] else ""
    return f"{status_words(profile)}{dated}"


def _coverage(column: Column) -> str:
    return record_heading(column.cells) if column.cells else no_cells(column.profile, column.query)


def _cell(column: Column, provision: str, words: Vocabulary) -> Html:
    row = next((row for row in column.cells if row["provision"] == provision), None)
    if row is None:
        return Html("not in what is shown" if column.profile["listed"] else "never joined; not addressed to it")
    counted = counts_in_words(row)
    return join([
        mark_link(row, column.profile["name"], words, column.query),
        element("small", f" {counted}", class_="quiet") if counted else "",
    ])  # fmt: skip


def _in_force(profile: Row) -> str:
    return f"since {profile['in_force_on'].isoformat()}" if profile["in_force_on"] else "no date held"


def _region(profile: Row, words: Vocabulary) -> str:
    return words.label("region", profile["regional_group"]) if profile["listed"] else "not recorded here"


def _held(column: Column) -> Html:
    held = [row for row in column.own if row["in_scope"]]
    second_hand = sum(row["voice"] == "reported" for row in held)
    beside = f", {second_hand} of them second-hand" if second_hand else ""
    if not held:
        return Html("none")
    name = column.profile["name"]
    about = f"{counted(len(held), 'contribution')} of {name}"
    return join([link(len(held), "contributions", column.query, aria_label=about), beside])


def _spoke(column: Column) -> str:
    missing = sum(map(is_missing, column.listings))
    return str(missing) if missing else "not known of any"
