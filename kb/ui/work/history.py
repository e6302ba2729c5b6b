"""The History screen: the revisions as an audience may see them."""

from collections import Counter
from dataclasses import replace
from itertools import groupby

from kb.cache import cached
from kb.domain import filters
from kb.domain.catalogue import gettext as _
from kb.domain.model import Audience, Cell, Scope
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import CELLS, cell_name, counted
from kb.errors import RevisionUnknown
from kb.queries import Row
from kb.queries.columns import count
from kb.queries.history import CELL_CHANGES, Difference, cell_changes, concerning, differences, history_places, touched
from kb.queries.vocabulary import labelled_table, vocabulary
from kb.store import Store, View
from kb.tables import Column, Table, Type
from kb.ui.markup import Html, element, join, link, wide_table
from kb.ui.work.history_words import KINDS, content, counts, named, withheld

# A revision further back takes a copy of the knowledge base to look at, so the list is short; the rest is a link away.
LISTED = 12
MOST = 100
RECORDS = _("records")
NOTHING = "Nothing that you can see changed."
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
COLUMNS = ("Revision", "Time (UTC)", "By", "What changed", "Why", "See")


def revisions(store: Store, audience: Audience, until: int, query: dict[str, object]) -> Html:
    """The revisions up to `until`, newest first: when, by whom, what and why, as far as the audience may know."""
    made = [row for row in store.revisions() if row["number"] <= until]
    shown, more = made[:LISTED], len(made) - LISTED
    # How many changes somebody may not see, and at what time of the day, tells of work that is kept from them.
    staff = audience is Audience.STAFF
    caption = f"{counted(len(shown), 'revision')}, newest first" if staff else "Revisions, newest first"
    body = (row for row, _same in groupby(_revision(row, _seen(store, audience, row), staff, query) for row in shown))
    older = ""
    if more > 0:
        last = shown[-1]["number"] - 1
        words = f"Show the revisions up to {last}"
        how_many = f"{counted(more, 'older revision')} not shown here. " if staff else "Older ones are not shown here. "
        older = element("p", how_many, link(words, "history", {**query, "rev": last}))
    return join([wide_table(caption, COLUMNS, body, roomy=True), older])


def refused(store: Store, since: int, until: int) -> str | None:
    """Why two revisions cannot be compared, in a sentence; None if they can."""
    latest = store.revision()
    unknown = next((one for one in (until, since) if not 0 < one <= latest), None)
    if unknown is not None:
        return f"There is no revision {unknown}; there are revisions 1 to {latest}. Choose two of them."
    if since >= until:
        return f"Revision {since} is not before revision {until}. Choose an earlier and a later one."
    return None


def between(
    store: Store, audience: Audience, scope: Scope, since: int, until: int, manages_people: bool = False
) -> Html:
    """All that changed from one revision to another, as far as the audience may see it: records, then cells."""
    why = refused(store, since, until)
    if why:
        raise RevisionUnknown(why)
    later, earlier = store.at(until, audience), store.at(since, audience)
    return _between(_before_the_undone(store, audience, since, until), later, earlier, scope, audience, manages_people)


def _before_the_undone(store: Store, audience: Audience, since: int, until: int) -> View | None:
    """The knowledge base before what the one revision between these two undid; None if it undid nothing."""
    if until - since != 1:
        return None
    undone = next(row["undoes"] for row in store.revisions() if row["number"] == until)
    return store.at(undone - 1, audience) if undone and undone > 1 else None


@cached
def seen_changes(later: View, earlier: View, staff: bool) -> tuple[Difference, ...]:
    """The records that differ between two views."""
    return tuple(differences(later, earlier, staff=staff))


@cached
def touched_revisions(latest: View, staff: bool) -> frozenset[int]:
    """The revisions that may have changed something that the audience sees."""
    return touched(latest, staff=staff)


def revision_table(store: Store, audience: Audience, until: int) -> Table:
    """The same revisions for files, without who made them."""
    made = [row for row in store.revisions() if row["number"] <= until][:LISTED]
    rows = (row for row, _same in groupby(_figures(row, _seen(store, audience, row)) for row in made))
    return Table.declared("Revisions, newest first", REVISIONS, rows)


def _seen(store: Store, audience: Audience, row: Row) -> tuple[Difference, ...] | None:
    """What the audience sees of the changes of a revision; None where it may not learn what was changed."""
    number, staff = row["number"], audience is Audience.STAFF
    looked_at = number > 1 and number in touched_revisions(store.latest(audience), staff)
    found = seen_changes(store.at(number, audience), store.at(number - 1, audience), staff) if looked_at else ()
    return found if found or number == 1 or staff else None


def _figures(row: Row, found: tuple[Difference, ...] | None) -> Row:
    """A row of REVISIONS."""
    day = {"day": row["made_at"].date()}
    if found is None:
        return dict.fromkeys(column.key for column in REVISIONS) | day
    kinds = Counter(one.kind for one in found)
    time = f"{row['made_at']:%H:%M}"
    return {"revision": row["number"], **day, "time": time, "role": row["role"], "reason": row["reason"]} | {
        kind: kinds[kind] for kind in ("added", "changed", "ended")
    }


def _revision(row: Row, found: tuple[Difference, ...] | None, staff: bool, query: dict[str, object]) -> list[object]:
    number = row["number"]
    if found is None:
        return ["", f"{row['made_at']:%Y-%m-%d}", "not shown", NOTHING, "", ""]
    what = counts(found) + "." if found else NOTHING
    if number == 1:
        what = "The first revision: all that the knowledge base held at the start."
    by = f"{row['person']} ({row['role']})" if staff else row["role"]
    as_of = link("as of it", "", {**query, "rev": number}, aria_label=f"Everything as of revision {number}")
    pair = {**{key: value for key, value in query.items() if key != "rev"}, "since": number - 1, "until": number}
    own = link("its changes", "history", pair, aria_label=f"The changes of revision {number}")
    return [
        str(number),
        f"{row['made_at']:%Y-%m-%d %H:%M}",
        by,
        what,
        row["reason"],
        join([as_of, *([" · ", own] if number > 1 and found else [])]),
    ]


@cached
def _between(
    undone: View | None, later: View, earlier: View, scope: Scope, audience: Audience, manages_people: bool
) -> Html:
    words, staff = vocabulary(later), audience is Audience.STAFF
    found = concerning(seen_changes(later, earlier, staff), (later, earlier), scope.states, scope.provisions)
    still = {(one.table, one.key) for one in seen_changes(later, undone, staff)} if undone else set()
    read = {
        id_: (row["contribution"], int(id_.rpartition(".")[2]) if id_ == row["passage"] else None)
        for row in history_places(later)
        if row["status"] == "published"
        for id_ in (row["contribution"], row["passage"])
        if id_
    }
    plain = [one for one in found if not withheld(one, manages_people)]
    counted_only = [one for one in found if withheld(one, manages_people)]
    restored = {(one.table, one.key) for one in plain if undone and (one.table, one.key) not in still and one.after}
    items = [
        element(
            "li",
            element("strong", f"{KINDS['restored' if (one.table, one.key) in restored else one.kind]}: "),
            named(one, words, read),
            content(one, words),
        )
        for one in plain[:MOST]
    ]
    only = (
        f"Beside that: {counts(counted_only)}. What they say is not shown here: passages are coded without seeing "
        "others’ codings, and people are shown to those who manage them."
    )
    about = _about(scope, words)
    return join(
        [
            element("h2", f"What changed from revision {earlier.revision} to {later.revision}{about}"),
            element("p", f"{counts(plain)}." if plain else f"{NOTHING if not counted_only else ''}"),
            element("ul", *items) if items else "",
            element(
                "p", f"{len(plain) - MOST} more are not shown; choose a State or action, or revisions closer together."
            )
            if len(plain) > MOST
            else "",
            element("p", only) if counted_only else "",
            _cells(later, earlier, scope, words),
        ]
    )


def _about(scope: Scope, words: Vocabulary) -> str:
    chosen = [words.label("state", one) for one in scope.states]
    chosen += [words.label("provision", one) for one in scope.provisions]
    return f", on {', '.join(chosen)}" if chosen else ""


def _cells(later: View, earlier: View, scope: Scope, words: Vocabulary) -> Html:
    found = cell_changes(later, earlier, replace(scope, revision=None))
    title = element("h2", f"Coverage: {counted(len(found), 'cell')} changed in what you filtered")
    if not found:
        return title
    query = {key: value for key, value in filters.query(scope).items() if key != "rev"}
    body = (
        [
            words.label("state", one.state),
            words.label("provision", one.provision),
            _cell(one.before),
            _cell(one.after),
            link(
                "the cell now",
                "coverage",
                {**query, "cell": f"{one.state}.{one.provision}"},
                aria_label=f"{words.label('state', one.state)}, {words.label('provision', one.provision)}, now",
            ),
        ]
        for one in found[:MOST]
    )
    more = f"{len(found) - MOST} more cells are not shown." if len(found) > MOST else ""
    caption = "Cells that changed, before and after"
    columns = ("State", "Provision", "Before", "After", "See")
    return join([title, wide_table(caption, columns, body), element("p", more) if more else ""])


@cached
def changed_cells(later: View, earlier: View, scope: Scope) -> Table:
    """The cells of the coverage that differ between two views of the same audience, for files."""
    caption = f"Cells that changed from revision {earlier.revision} to {later.revision}"
    rows = [one.row for one in cell_changes(later, earlier, replace(scope, revision=None))]
    return labelled_table(caption, CELL_CHANGES, rows, vocabulary(later))


def _cell(cell: Row | None) -> str:
    if cell is None:
        return "not among the rows"
    passages = f" ({counted(int(cell['passages']), 'passage')})" if cell["passages"] else ""
    return f"{CELLS[Cell(cell['cell'])].mark} {cell_name(cell)}{passages}"
