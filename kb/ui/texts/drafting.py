"""A text being prepared: how it is kept, what it comes to, what publishing it changes, and the places of its lines."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from kb.db import View
from kb.domain.catalogue import gettext as _
from kb.domain.refusals import Refused
from kb.domain.words import UNITS, counted
from kb.errors import ChangeRefused
from kb.ingest.official.labels import Wanted, number_of, steps_of
from kb.ingest.official.table import Line, Place
from kb.ingest.official.wording import Wording, recorded_of, summary, wanted_of, wordings
from kb.questions import Row, Rows
from kb.questions.provisions import official_instruments
from kb.tables import Column, Table, Type
from kb.ui import drafts
from kb.ui.elements.listing import Listing
from kb.ui.frame import Here
from kb.ui.markup import Html, address, render
from kb.workflow.instruments import NewInstrument, SourceFile

# Lines shown above and below the one that is looked at, and texts compared on the screen.
AROUND, MOST_COMPARED = 2, 20
PLACES = {
    Place.ABOVE: _("Above, as a paragraph"),
    Place.JOINED: _("Above, in the same paragraph"),
    Place.CHAPTER: _("Heading of a chapter"),
    Place.OUTSIDE: _("No part of an action or article"),
    Place.SKIP: _("Page header, note or contents"),
}
INSTRUMENTS = (
    Column("name", _("Instrument"), meaning=_("Its name.")),
    Column("unit", _("It has"), meaning=_("What its parts are called.")),
    Column("years", _("Years"), meaning=_("From when until when it holds.")),
    Column("texts", _("Texts loaded"), Type.INTEGER, _("How many have their official text."), _("texts")),
    Column("provisions", _("Of"), Type.INTEGER, _("How many are recorded."), _("actions or articles")),
)
DRAFTS = (
    Column("name", _("Instrument"), meaning=_("Whose text it is.")),
    Column("file", _("File"), meaning=_("The document.")),
    Column("unclear", _("Unclear lines"), Type.INTEGER, _("How many are to be settled."), _("lines")),
    Column("saved", _("Saved"), meaning=_("When it was last kept (UTC).")),
)


@dataclass(frozen=True)
class Draft:
    """A text being prepared, of an instrument. `new`: that is to be made; `beside`: set by hand, by id and column.

    Its first field is named OF_TEXTS (kb.db.drafts): by that drafts of texts are told from others.
    """

    text_of: str
    table: tuple[Line, ...]
    source: SourceFile
    pages: int = 0
    new: NewInstrument | None = None
    beside: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def version(self) -> str:
        """Another for every other state of the table."""
        return drafts.version((self.table, self.beside))

    def set_beside(self, id_: str, changes: Mapping[str, Any]) -> "Draft":
        """The draft with these values beside an action."""
        return replace(self, beside={**self.beside, id_: {**self.beside.get(id_, {}), **changes}})


def known_of(view: View, draft: Draft) -> tuple[Rows, Wanted]:
    """What is recorded of the draft's instrument. Raises ChangeRefused where it is not there, or is there already."""
    if draft.new is not None:
        if view.rows("SELECT id FROM instrument WHERE id = $id", {"id": draft.text_of}):
            raise ChangeRefused(Refused.INSTRUMENT_TAKEN, id=draft.text_of)
        return [], Wanted(draft.text_of, draft.new.unit)
    recorded, unit = recorded_of(view, draft.text_of)
    return recorded, wanted_of(recorded, draft.text_of, unit)


def instruments(place: Here) -> Listing:
    """The instruments, each opening its text to read."""
    words = place.words
    rows = [
        {**row, "years": words.life(row["id"]) or _("open"), "unit": f"{row['unit']}s"}
        for row in official_instruments(place.view)
    ]
    table = Table.declared(_("Instruments"), INSTRUMENTS, rows)
    return Listing(table, table.keys, tuple(address("actions", {"instrument": row["id"]}) for row in rows))


def draft_row(place: Here, row: Row) -> Row:
    """A draft under DRAFTS; one that cannot be read says so."""
    saved = f"{row['saved_at']:%Y-%m-%d %H:%M}"
    try:
        draft = drafts.read_back(Draft, row["content"])
    except ChangeRefused as error:
        return {"name": str(error), "file": "", "unclear": 0, "saved": saved}
    name = draft.new.name if draft.new else place.words.label("instrument", draft.text_of)
    unclear = sum(bool(line.why) for line in draft.table)
    return {"name": name, "file": draft.source.name, "unclear": unclear, "saved": saved}


def finding(draft: Draft, wanted: Wanted) -> str:
    """What the table comes to, as a title: 66 of 66 actions found, 3 lines unclear."""
    found = summary(draft.table, wanted.ids)
    if wanted.ids:
        number = sum(one in wanted.ids for one in found.found)
        text = _("{number} of {actions} found").format(number=number, actions=counted_in(len(wanted.ids), wanted))
    else:
        text = _("{actions} found").format(actions=counted_in(len(found.found), wanted))
    return f"{text}, {counted(found.unclear, 'line')} {_('unclear')}"


def counted_in(number: int, wanted: Wanted) -> str:
    """So many of what the instrument has, in words."""
    return (
        _("{number} articles and points").format(number=number)
        if wanted.articles
        else counted(number, UNITS.get(wanted.unit, wanted.unit.lower()))
    )


def shown(draft: Draft, wanted: Wanted) -> list[Wording]:
    """What would be loaded: all of a new instrument, else what is recorded."""
    found = {one.id: one for one in wordings(draft.table, wanted)}
    return [one for id_, one in found.items() if draft.new or id_ in wanted.ids]


def comparison(draft: Draft, wanted: Wanted, recorded: Rows) -> tuple[Counter[str], Html]:
    """What publishing would change: how many texts are new, changed and the same; those that change side by side."""
    before = {row["id"]: row["text"] for row in recorded}
    counts: Counter[str] = Counter()
    changed = []
    for one in shown(draft, wanted):
        held = before.get(one.id)
        kind = "new" if held is None else "same" if held == one.text else "changed"
        counts[kind] += 1
        if kind == "changed":
            changed.append((name_of(one.id, wanted), held, one.text))
    return counts, render("texts/compared.html", changed=changed[:MOST_COMPARED]) if changed else Html()


def around(draft: Draft, wanted: Wanted, at: Line) -> Html:
    """The lines around one of the table."""
    index = draft.table.index(at)
    some: Sequence[Line] = draft.table[max(0, index - AROUND) : index + AROUND + 1]
    lines = [(line, words_of(line.place, wanted)) for line in some]
    caption = _("Around line {number}").format(number=at.line)
    return render("texts/lines.html", lines=lines, at=at.line, caption=caption)


def name_of(id_: str, wanted: Wanted) -> str:
    """An action or article by its number: Action 27, Article 5.2(g)."""
    return f"{wanted.unit} {number_of(id_)}"


def choices(table: Sequence[Line], wanted: Wanted) -> dict[str, str]:
    """What can be chosen, by words: the places, then each action recorded or found, and those that may follow one."""
    found = {line.place for line in table if line.begins}
    ids = {*wanted.ids, *found}
    if not wanted.ids or wanted.articles:
        ids |= {wanted.id_of(steps) for id_ in found or [wanted.id_of(["0"])] for steps in _beside(steps_of(id_))}
    begins = {_("Begins {name}").format(name=name_of(id_, wanted)): id_ for id_ in sorted(ids, key=_order)}
    return {words: place.value for place, words in PLACES.items()} | begins


def words_of(place: str, wanted: Wanted) -> str:
    """A place in the words in which it is chosen."""
    if place in list(Place):
        return PLACES[Place(place)]
    return _("Begins {name}").format(name=name_of(place, wanted))


def _beside(steps: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The numbers before and after a number, and the first below it."""
    last = steps[-1]
    if last.isdecimal():
        beside = [str(number) for number in (int(last) - 1, int(last) + 1) if number > 0]
    else:
        beside = [
            chr(ord(last[0]) + step) for step in (-1, 1) if len(last) == 1 and "a" <= chr(ord(last) + step) <= "z"
        ]
    below = [(*steps, "1"), (*steps, "a")] if len(steps) < 3 and last.isdecimal() and last != "0" else []
    return [*((*steps[:-1], one) for one in beside), *below]


def _order(id_: str) -> tuple[tuple[int, str], ...]:
    return tuple((int(one), "") if one.isdecimal() else (0, one) for one in steps_of(id_))
