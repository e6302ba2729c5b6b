"""What the screen says: the instruments, the drafts, what a draft comes to, and what publishing it would change."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kb.db import View
from kb.domain.catalogue import gettext as _
from kb.domain.words import UNITS, counted
from kb.errors import ChangeRefused
from kb.ingest.official.ids import Wanted
from kb.ingest.official.table import Line
from kb.ingest.official.wording import Wording, summary, wordings
from kb.questions import Row, Rows
from kb.questions.official import official_instruments
from kb.tables import Column, Table, Type
from kb.ui.elements.listing import Listing
from kb.ui.frame import Here
from kb.ui.markup import Html, address
from kb.ui.templates import render
from kb.ui.texts.drafting import Draft, read_back
from kb.ui.texts.places import name_of, words_of

# Lines shown above and below the one that is looked at, and texts compared on the screen.
AROUND, MOST_COMPARED = 2, 20
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


def instruments(place: Here) -> Listing:
    """The instruments, each opening its text to read."""
    words = place.words
    rows = [
        {
            **row,
            "years": words.life(row["id"]) or _("open"),
            "unit": f"{row['unit']}s",
        }
        for row in official_instruments(place.view)
    ]
    table = Table.declared(_("Instruments"), INSTRUMENTS, rows)
    return Listing(table, table.keys, tuple(address("actions", {"instrument": row["id"]}) for row in rows))


def drafts(place: Here) -> Listing:
    """The person's drafts of texts, each opening itself to go on with."""
    rows = place.store.drafts.of(place.actor.person, texts=True)
    table = Table.declared(_("Your drafts"), DRAFTS, [_draft(place, row) for row in rows])
    return Listing(table, table.keys, tuple(address("texts", {"draft": row["id"]}) for row in rows))


def _draft(place: Here, row: Row) -> Row:
    saved = f"{row['saved_at']:%Y-%m-%d %H:%M}"
    try:
        draft = read_back(row["content"])
    except ChangeRefused as error:
        return {"name": str(error), "file": "", "unclear": 0, "saved": saved}
    name = draft.new.name if draft.new else place.words.label("instrument", draft.code)
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


@dataclass(frozen=True)
class Comparison:
    """What publishing would change: how many texts are new, changed and the same, and those that change."""

    counts: Counter[str]
    html: Html


def comparison(draft: Draft, wanted: Wanted, recorded: Rows) -> Comparison:
    """The texts of the document beside those that are recorded."""
    before = {row["id"]: row["text"] for row in recorded}
    counts: Counter[str] = Counter()
    changed = []
    for one in shown(draft, wanted):
        held = before.get(one.id)
        kind = "new" if held is None else "same" if held == one.text else "changed"
        counts[kind] += 1
        if kind == "changed":
            changed.append((name_of(one.id, wanted), held, one.text))
    return Comparison(counts, render("texts/compared.html", changed=changed[:MOST_COMPARED]) if changed else Html())


def around(draft: Draft, wanted: Wanted, at: Line) -> Html:
    """The lines around one of the table."""
    index = draft.table.index(at)
    some: Sequence[Line] = draft.table[max(0, index - AROUND) : index + AROUND + 1]
    lines = [(line, words_of(line.place, wanted)) for line in some]
    caption = _("Around line {number}").format(number=at.line)
    return render("texts/lines.html", lines=lines, at=at.line, caption=caption)


def view_of(place: Here) -> View:
    """The latest revision: a text is always compared with what holds now."""
    return place.store.latest(place.audience)
