"""The revisions as an audience may see them: a list on the screen, and the same for files without anybody's name."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from kb.db import Store
from kb.domain.catalogue import gettext as _
from kb.domain.model import Audience
from kb.domain.words import counted, day_words
from kb.questions import Row
from kb.questions.columns import count
from kb.questions.history import Difference
from kb.tables import Column, Table, Type
from kb.ui.elements.listing import Listing
from kb.ui.history.comparison import counts, seen_changes, touched_revisions
from kb.ui.markup import Html, Query, address, element, link

# A revision further back takes a copy of the knowledge base to look at, so the list is short; the rest is a link away.
LISTED = 12
RECORDS = _("records")
NOTHING = _("Nothing that you can see")
EVERYTHING = _("The first revision: all that there was at the start")
WHAT = Column("what", _("What changed"), meaning=_("The records that were added, changed or ended, in words."))
REVISIONS = tuple(
    replace(column, may_be_empty=column.key != "day")
    for column in (
        Column("revision", _("Revision"), Type.INTEGER, _("Its number; empty where what it changed is not shown.")),
        Column("day", _("Day"), Type.DATE, _("The day on which it was made (UTC).")),
        Column("time", _("Time (UTC)"), meaning=_("The time of that day.")),
        Column("role", _("Role"), meaning=_("In which role it was made.")),
        Column("reason", _("Why"), meaning=_("The reason given.")),
        count("added", _("Added"), RECORDS, _("Records added, of those that you can see.")),
        count("changed", _("Changed"), RECORDS, _("Records changed, of those that you can see.")),
        count("ended", _("Superseded by nothing"), RECORDS, _("Records that hold no longer, of those you can see.")),
    )
)
SHOWN = ("revision", "day", "time", "role", "what", "reason")


def finding(store: Store) -> str:
    """The newest revision, as the screen's title."""
    newest = next(iter(store.revisions()), None)
    if newest is None:
        return _("No revision yet")
    day = day_words(newest["made_at"].date())
    return _("Revision {number} of {day} is the latest").format(number=newest["number"], day=day)


def listed(store: Store, audience: Audience, until: int, query: Query) -> Listing:
    """The revisions up to `until`, newest first, each opening what it changed; staff see who made it."""
    rows = [row for row, _same in groupby(_rows(store, audience, until))]
    caption = _("Revisions, newest first")
    # How many changes somebody may not see, and at what time of the day, tells of work that is kept from them.
    if audience is Audience.STAFF:
        caption = _("{revisions}, newest first").format(revisions=counted(len(rows), "revision"))
    table = Table.declared(caption, (*REVISIONS, WHAT), rows)
    return Listing(table, SHOWN, tuple(_opens(row["revision"], query) for row in rows), {"role": _("By")})


def for_files(store: Store, audience: Audience, until: int) -> Table:
    """The same revisions without who made them."""
    rows = (row for row, _same in groupby(_rows(store, audience, until, named=False)))
    return Table.declared(_("Revisions, newest first"), REVISIONS, rows)


def older(store: Store, audience: Audience, until: int, query: Query) -> Html:
    """The way to the revisions that are not in the list; empty where all are."""
    made = _made(store, until)
    if len(made) <= LISTED:
        return Html()
    last = made[LISTED - 1]["number"] - 1
    text = _("Older ones are not shown here.")
    if audience is Audience.STAFF:
        text = _("{revisions} not shown here.").format(revisions=counted(len(made) - LISTED, "older revision"))
    to = _("Show the revisions up to {number}").format(number=last)
    return element("p", text, " ", link(to, "history", {**query, "rev": last}))


def _made(store: Store, until: int) -> Sequence[Row]:
    return [row for row in store.revisions() if row["number"] <= until]


def _rows(store: Store, audience: Audience, until: int, *, named: bool = True) -> Iterator[Row]:
    """The rows of REVISIONS with what changed; of what the audience may not learn of, the day alone."""
    staff = audience is Audience.STAFF
    for row in _made(store, until)[:LISTED]:
        day = {"day": row["made_at"].date()}
        found = _seen(store, audience, row)
        if found is None:
            yield dict.fromkeys(column.key for column in REVISIONS) | day | {"what": NOTHING}
            continue
        kinds = Counter(one.kind for one in found)
        yield {
            "revision": row["number"],
            **day,
            "time": f"{row['made_at']:%H:%M}",
            "role": f"{row['person']} ({row['role']})" if staff and named else row["role"],
            "reason": row["reason"],
            **{kind: kinds[kind] for kind in ("added", "changed", "ended")},
            "what": EVERYTHING if row["number"] == 1 else counts(found) or NOTHING,
        }


def _seen(store: Store, audience: Audience, row: Row) -> tuple[Difference, ...] | None:
    """What the audience sees of the changes of a revision; None where it may not learn what was changed."""
    number, staff = row["number"], audience is Audience.STAFF
    looked_at = number > 1 and number in touched_revisions(store.latest(audience), staff)
    found = (
        seen_changes(store.snapshot(number, audience), store.snapshot(number - 1, audience), staff) if looked_at else ()
    )
    return found if found or number == 1 or staff else None


def _opens(number: int | None, query: Query) -> str | None:
    """The address with the changes of a revision; of the first, everything as of it."""
    if number is None:
        return None
    if number == 1:
        return address("", {**query, "rev": 1})
    pair = {"since": number - 1, "until": number}
    return address("history", {**{key: value for key, value in query.items() if key != "rev"}, **pair})
