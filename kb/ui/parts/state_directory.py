"""The directory of States: how each stands, those of whom something is held or known first."""

from collections.abc import Iterator, Sequence

from kb.domain.model import Affected
from kb.domain.words import AFFECTED, ONLY_AS_COORDINATOR, PARTY_STATUSES, counted
from kb.queries import Row
from kb.ui.markup import Html, Query, element, join, link, wide_table
from kb.ui.parts.matrix import GROUPS

HELD = ("reported", "contributions", "elsewhere", "others", "spoke", "seen", "chaired")
COLUMNS = ("State", "Reported on", "Contri\u00adbutions", "By others")


def directory(rows: Sequence[Row], query: Query) -> Html:
    """The States in groups. Each row: state, name, status, affected, listed, bound, reported, reported_bound,
    contributions, second_hand, elsewhere, others, spoke, seen and chaired; `query` is the shared part of the address.
    """
    if not rows:
        return element(
            "p",
            "No State fits the filters on State, regional group, victims and party status together. ",
            link("Leave these filters out", "states", without(query, "state", "region", "affected", "status")),
        )
    known = sum(map(_is_known, rows))
    lead = (
        f"{counted(len(rows), 'State')}: of {known} something is held or known, of {len(rows) - known} nothing. "
        "“Reported on 2 of 13” counts the provisions addressed to it whose text is known here. “Contributions” are its "
        "own in what is shown; “By others” are passages about it that it did not say. Choose a name to read everything "
        "about a State."
    )
    return join([element("p", lead), *_groups(rows, query)])


def _groups(rows: Sequence[Row], query: Query) -> Iterator[Html]:
    for status, affected, title in GROUPS:
        found = [row for row in rows if row["status"] == status and affected in (None, row["affected"])]
        if not found:
            continue
        known = [row for row in found if _is_known(row)]
        parts: list[object] = [element("h2", f"{title} ({len(found)})")]
        if known:
            lines = (_line(row, query, tell=affected is None) for row in known)
            parts.append(wide_table(f"{title}: something is held or known", COLUMNS, lines, label=title))
        parts += [_unknown([row for row in found if not _is_known(row) and row["affected"] == one], one, query)
                  for one in AFFECTED]  # fmt: skip
        yield element("section", *parts)


def _line(row: Row, query: Query, *, tell: bool) -> list[object]:
    """A row of the table; `tell` says status and victims beside the name, where the group's heading does not."""
    notes = [status_words(row), AFFECTED[row["affected"]].lower()] if tell else []
    notes += [f"{row['second_hand']} of its contributions second-hand"] if row["second_hand"] else []
    notes += [f"{counted(row['elsewhere'], 'contribution')} outside what is shown"] if row["elsewhere"] else []
    notes += [f"spoke {often(row['spoke'])}, text not held"] if row["spoke"] else []
    notes += ["seen at a meeting"] if row["seen"] else []
    notes += [ONLY_AS_COORDINATOR] if row["chaired"] else []
    other = row["reported"] - row["reported_bound"]
    return [
        join([_name(row, query), element("small", "; ".join(notes))]),
        f"{row['reported_bound']} of {row['bound']}{f', and {other} other' if other else ''}",
        row["contributions"],
        row["others"],
    ]


def _unknown(rows: Sequence[Row], affected: Affected, query: Query) -> Html:
    if not rows:
        return Html()
    lead = element("strong", f"Nothing held or known here ({AFFECTED[affected].lower()}): ")
    return element("p", lead, join((_name(row, query) for row in rows), ", "))


def _name(row: Row, query: Query) -> Html:
    return link(row["name"], "states", {**query, "state": row["state"]})


def _is_known(row: Row) -> bool:
    return any(row[key] for key in HELD)


def status_words(row: Row) -> str:
    """The State's relation to the Convention, in words; `listed` tells who never joined."""
    return PARTY_STATUSES[row["status"]] if row["listed"] else "Never joined the Convention"


def often(count: int) -> str:
    """How many times, in words."""
    return "once" if count == 1 else f"{count} times"


def without(query: Query, *keys: str) -> dict[str, object]:
    """The address's shared part without these keys."""
    return {key: value for key, value in query.items() if key not in keys}
