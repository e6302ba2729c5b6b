"""What differs between two revisions, as one audience may see it: records in words, then cells of the coverage."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kb.cache import cached
from kb.db import Store, View
from kb.domain import filters
from kb.domain.catalogue import gettext as _
from kb.domain.catalogue import ngettext
from kb.domain.model import Audience, Scope
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import CODED_AS, counted, listed
from kb.errors import RevisionUnknown
from kb.questions.history import (
    CELL_CHANGES,
    JUDGEMENTS,
    PEOPLE,
    Difference,
    cell_changes,
    concerning,
    differences,
    history_places,
    touched,
)
from kb.questions.vocabulary import labelled_table, vocabulary
from kb.tables import Table
from kb.ui.elements.listing import Listing
from kb.ui.frame import Here
from kb.ui.markup import Html, address, render
from kb.workflow.permission import Operation

# One and several records of a table; of the others its name, with an s.
NOUNS = {
    "official_text": (_("official wording"), _("official wordings")),
    "discussion_line": (_("discussion line"), _("discussion lines")),
    "outside_state": (_("State outside the Convention"), _("States outside the Convention")),
    "state": (_("State"), _("States")),
    "contributor_name": (_("name of a contributor"), _("names of contributors")),
    "speaking_slot": (_("place in a programme"), _("places in programmes")),
    "desk_speaker": (_("speaker at the session desk"), _("speakers at the session desk")),
    "alignment": (_("State joining a statement"), _("States joining a statement")),
    "coding": (_("code of a passage"), _("codes of passages")),
    "nothing_to_tag": (_("passage with nothing to tag"), _("passages with nothing to tag")),
    "passage_theme": (_("theme of a passage"), _("themes of passages")),
    "delegation": (_("make-up of a delegation"), _("make-ups of delegations")),
    "submission": (_("receipt"), _("receipts")),
    "restriction": (_("confidentiality"), _("confidentialities")),
    "double_coding": (_("share of passages to tag twice"), _("shares of passages to tag twice")),
    "reminder_template": (_("text of reminders"), _("texts of reminders")),
    "looked_at": (_("passage looked at"), _("passages looked at")),
    "judgement": (_("coder’s judgement"), _("coder’s judgements")),
    "judged_coding": (_("code in a judgement"), _("codes in judgements")),
    "judged_theme": (_("theme in a judgement"), _("themes in judgements")),
    "reply": (_("reply"), _("replies")),
    "person": (_("person"), _("people")),
    "person_role": (_("role of a person"), _("roles of people")),
}
KINDS = {"added": _("Added"), "changed": _("Changed"), "ended": _("Superseded by nothing"), "restored": _("Restored")}
# Which codes of the shared vocabulary a field holds.
CODES = {
    "state": "state",
    "about_state": "state",
    "contributor": "state",
    "provision": "provision",
    "theme": "theme",
    "meeting": "meeting",
}
# Of which fields the name of a record is made: of a table, or of any that has them.
KEYS_OF = {
    "coding": ("passage", "provision", "assessment"),
    "nothing_to_tag": ("passage",),
    "passage_theme": ("passage", "theme"),
    "reminder": ("state", "sent_on"),
    "looked_at": ("state", "provision", "passage"),
}
KEYS = (("id",), ("reply",), ("name",), ("person", "role"), ("contribution", "state"), ("provision",))
MOST = 100
CELLS = ("name", "provision_label", "before_label", "passages_before", "after_label", "passages_after")


def counts(found: Iterable[Difference]) -> str:
    """How many records of which kind differ: `1 contribution and 2 passages added; 1 passage changed`."""
    tally = Counter((one.kind, _nouns(one.table)) for one in found)
    by_kind = {
        kind: [counted(number, *nouns) for (of, nouns), number in tally.items() if of == kind]
        for kind in ("added", "changed", "ended")
    }
    return "; ".join(f"{listed(parts)} {KINDS[kind].lower()}" for kind, parts in by_kind.items() if parts)


def withheld(one: Difference, manages_people: bool) -> bool:
    """Whether a difference is only counted: judgements, so that blind coding stays blind; people, by most."""
    return one.table in JUDGEMENTS or (one.table in PEOPLE and not manages_people)


def shown_as(
    one: Difference, words: Vocabulary, readable: Mapping[str, Mapping[str, object]], restored: bool
) -> Mapping[str, object]:
    """The difference as text: what was done to the record, its name, where it is read, its fields before and after.

    `readable`: where a passage or contribution can be read, by its id.
    """
    record, noun = one.record, _nouns(one.table)[0]
    names = KEYS_OF.get(one.table) or next((keys for keys in KEYS if all(key in record for key in keys)), None)
    key = [_value(name, record[name], words) or _("nothing") for name in names or tuple(record)[:2]]
    places = (readable.get(str(record.get(name))) for name in ("passage", "id", "contribution"))
    place = next((one for one in places if one), None)
    fields = one.fields() if one.kind == "changed" else [(n, None, v) for n, v in record.items() if v is not None]
    return {
        "kind": KINDS["restored" if restored else one.kind],
        "name": f"{noun[:1].upper()}{noun[1:]} {', '.join(key)}",
        "to": address("contributions", place) if place else None,
        "changed": one.kind == "changed",
        "fields": [
            (name.replace("_", " "), _value(name, before, words), _value(name, after, words))
            for name, before, after in fields
            if one.kind == "changed" or name != "id"
        ],
    }


def _nouns(table: str) -> tuple[str, str]:
    name = table.replace("_", " ")
    return NOUNS.get(table, (name, f"{name}s"))


def _value(name: str, value: Any, words: Vocabulary) -> str | None:
    """A value of a field in words."""
    if value is None:
        return None
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name in CODES:
        return words.labels[CODES[name]].get(value, str(value))
    return CODED_AS.get(str(value), str(value)) if name == "assessment" else str(value)


@dataclass(frozen=True)
class Comparison:
    """What changed from one revision to another: in a sentence, record by record, and in the coverage."""

    finding: str
    html: Html
    cells: Listing


def chosen(place: Here) -> tuple[int, int]:
    """The revisions that the address compares; without any, the one shown and the one before."""
    until = int(place.first("until") or place.view.revision)
    return int(place.first("since") or max(until - 1, 1)), until


def compared(place: Here) -> Comparison | None:
    """What the address compares; None where it compares nothing. Raises RevisionUnknown."""
    if place.first("since") is None and place.first("until") is None:
        return None
    manages = place.actor.may(Operation.MANAGE_PEOPLE)
    return between(place.store, place.audience, place.scope, *chosen(place), manages)


def refused(store: Store, since: int, until: int) -> str | None:
    """Why two revisions cannot be compared, in a sentence; None if they can."""
    latest = store.revision()
    unknown = next((one for one in (until, since) if not 0 < one <= latest), None)
    if unknown is not None:
        return _("There is no revision {number}; there are revisions 1 to {latest}. Choose two of them.").format(
            number=unknown, latest=latest
        )
    if since >= until:
        return _("Revision {since} is not before revision {until}. Choose an earlier and a later one.").format(
            since=since, until=until
        )
    return None


def between(
    store: Store, audience: Audience, scope: Scope, since: int, until: int, manages_people: bool = False
) -> Comparison:
    """All that changed from one revision to another, as far as the audience may see it."""
    why = refused(store, since, until)
    if why:
        raise RevisionUnknown(why)
    later, earlier = store.snapshot(until, audience), store.snapshot(since, audience)
    return _between(_before_the_undone(store, audience, since, until), later, earlier, scope, audience, manages_people)


def _before_the_undone(store: Store, audience: Audience, since: int, until: int) -> View | None:
    """The knowledge base before what the one revision between these two undid; None if it undid nothing."""
    if until - since != 1:
        return None
    undone = next(row["undoes"] for row in store.revisions() if row["number"] == until)
    return store.snapshot(undone - 1, audience) if undone and undone > 1 else None


@cached
def seen_changes(later: View, earlier: View, staff: bool) -> tuple[Difference, ...]:
    """The records that differ between two views."""
    return tuple(differences(later, earlier, staff=staff))


@cached
def touched_revisions(latest: View, staff: bool) -> frozenset[int]:
    """The revisions that may have changed something that the audience sees."""
    return touched(latest, staff=staff)


@cached
def changed_cells(later: View, earlier: View, scope: Scope) -> Table:
    """The cells of the coverage that differ between two views of the same audience."""
    caption = _("Cells that changed from revision {since} to {until}").format(
        since=earlier.revision, until=later.revision
    )
    return labelled_table(caption, CELL_CHANGES, cell_changes(later, earlier, scope), vocabulary(later))


@cached
def _between(
    undone: View | None, later: View, earlier: View, scope: Scope, audience: Audience, manages_people: bool
) -> Comparison:
    words, staff = vocabulary(later), audience is Audience.STAFF
    found = concerning(seen_changes(later, earlier, staff), (later, earlier), scope.states, scope.provisions)
    still = {(one.table, one.key) for one in seen_changes(later, undone, staff)} if undone else set()
    plain = [one for one in found if not withheld(one, manages_people)]
    restored = {(one.table, one.key) for one in plain if undone and (one.table, one.key) not in still and one.after}
    read = _readable(later)
    html = render(
        "history.html",
        earlier=earlier.revision,
        later=later.revision,
        about=", ".join(
            [words.label("state", one) for one in scope.states]
            + [words.label("provision", one) for one in scope.provisions]
        ),
        counts=counts(plain),
        records=[shown_as(one, words, read, (one.table, one.key) in restored) for one in plain[:MOST]],
        more=len(plain) - MOST,
        only_counted=counts(one for one in found if withheld(one, manages_people)),
        query={**filters.query(scope), "rev": later.revision},
    )
    cells = _cells(changed_cells(later, earlier, scope), scope)
    numbers = {"records": counted(len(found), "record"), "cells": counted(len(cells.table.rows), "cell")}
    if later.revision - earlier.revision == 1:
        finding = _("Revision {later} changed {records} and {cells}")
    else:
        finding = _("Revisions {first} to {later} changed {records} and {cells}")
    finding = finding.format(first=earlier.revision + 1, later=later.revision, **numbers)
    return Comparison(finding, html, cells)


def _readable(view: View) -> Mapping[str, Mapping[str, object]]:
    """Where a published contribution or passage can be read, by its id: keys of the address."""
    return {
        id_: {"contribution": row["contribution"]}
        | ({"passage": id_.rpartition(".")[2]} if id_ == row["passage"] else {})
        for row in history_places(view)
        if row["status"] == "published"
        for id_ in (row["contribution"], row["passage"])
        if id_
    }


def _cells(table: Table, scope: Scope) -> Listing:
    """The cells that changed, each opening its window as it is now."""
    query = {key: value for key, value in filters.query(scope).items() if key != "rev"}
    state, provision = table.keys.index("state"), table.keys.index("provision")
    opens = tuple(address("coverage", {**query, "cell": f"{row[state]}.{row[provision]}"}) for row in table.rows)
    number = len(table.rows)
    title = ngettext("{number} cell of Coverage changed", "{number} cells of Coverage changed", number)
    return Listing(table, CELLS, opens, title=title.format(number=number))
