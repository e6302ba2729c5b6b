"""Receipts and drafts: the lists of both, and one receipt with its permanent links."""

from datetime import datetime
from typing import Any

from kb.domain import filters
from kb.domain.catalogue import gettext as _
from kb.domain.model import Audience
from kb.domain.words import CONTRIBUTION_KINDS, LANGUAGES, day_words
from kb.errors import ChangeRefused
from kb.questions import Row
from kb.questions.submitting import submit_handed_in
from kb.tables import Column, Table, Type
from kb.ui.elements import paging
from kb.ui.elements.listing import Listing
from kb.ui.elements.paging import Page
from kb.ui.frame import Here
from kb.ui.markup import Html, address, element
from kb.ui.originals.leaf import Beside
from kb.ui.submit.drafting import Draft, read_back
from kb.ui.templates import render
from kb.workflow.permission import Operation

STATUSES = {
    "received": _("waits to be tagged"),
    "coded": _("waits for review"),
    "published": _("published"),
    "withdrawn": _("withdrawn"),
}
# How much of a draft its row in the list shows.
BEGINNING = 90
HANDED_IN = (
    Column("receipt", _("Receipt"), Type.INTEGER, _("Its number.")),
    Column("received", _("Received"), Type.DATE, _("The day on which it was handed in (UTC).")),
    Column("name", _("Contributor"), meaning=_("Who contributes.")),
    Column("meeting_label", _("Meeting"), meaning=_("Where it was made."), may_be_empty=True),
    Column("passages", _("Passages"), Type.INTEGER, _("How many it has."), _("passages")),
    Column("status", _("Status"), meaning=_("How far it has come.")),
)
DRAFTS = (
    Column("meeting", _("Meeting"), meaning=_("Where it is to be made.")),
    Column("saved", _("Saved"), meaning=_("When it was last kept (UTC).")),
    Column("begins", _("Begins"), meaning=_("How its text begins.")),
)


def handed_in(place: Here) -> Listing:
    """What was handed in by the person, or for its State or organisation; each opens its receipt."""
    of, view = place.actor.contributor, place.store.latest(Audience.STAFF)
    rows = submit_handed_in(view, contributor=of) if of else submit_handed_in(view, person=place.actor.person)
    visible = ({**row, "received": row["received_at"].date(), "status": _status(row)} for row in rows)
    table = Table.declared(_("What you handed in"), HANDED_IN, visible)
    return Listing(table, table.keys, tuple(address("submit", {"receipt": row["receipt"]}) for row in rows))


def drafts(place: Here) -> Listing | None:
    """The person's drafts, each opening itself to go on with; one that cannot be read says so. None without any."""
    rows = place.store.drafts.of(place.actor.person)
    table = Table.declared(_("Your drafts"), DRAFTS, (_draft(place, row) for row in rows))
    opens = tuple(address("submit", place.query(draft=row["id"])) for row in rows)
    return Listing(table, table.keys, opens) if rows else None


def _draft(place: Here, row: Row) -> Row:
    saved = {"saved": _moment(row["saved_at"])}
    try:
        draft = read_back(row["content"])
    except ChangeRefused as error:
        return {**saved, "meeting": _("Draft"), "begins": str(error)}
    begins = f"{draft.passages[0].text[:BEGINNING]} …" if draft.passages else _("no passage left")
    return {**saved, "meeting": place.words.label("meeting", draft.details.meeting), "begins": begins}


def receipt(place: Here, wanted: str) -> Row | None:
    """The receipt, for the contributor's delegates and staff; for others there is none."""
    number = int(wanted) if wanted.isascii() and wanted.isdecimal() and len(wanted) < 9 else 0
    row = next(iter(submit_handed_in(place.store.latest(Audience.STAFF), receipt=number)), None)
    if row is None:
        return None
    own = row["contributor"] is not None and row["contributor"] == place.actor.contributor
    return row if own or place.actor.may(Operation.SEE_WORK) else None


def number_of(place: Here, contribution: str) -> int | None:
    """The number of the receipt of a contribution; None where it was not handed in here."""
    rows = submit_handed_in(place.store.latest(Audience.STAFF))
    return next((row["receipt"] for row in rows if row["contribution"] == contribution), None)


def finding(row: Row | None) -> str:
    """The receipt's number and how far its contribution has come, as the screen's title."""
    if row is None:
        return _("No such receipt")
    return _("Receipt {number}: {status}").format(number=row["receipt"], status=_status(row))


def html(row: Row | None, wanted: str) -> Html:
    """A receipt with the permanent links, or that there is none."""
    facts = row and [
        (_("Receipt number"), row["receipt"]),
        (_("Received"), _moment(row["received_at"])),
        (_("Contributor"), row["name"]),
        (_("Meeting"), row["meeting_label"] or _("none")),
        (_("Delivered"), row["date"] or _("not known")),
        (_("Passages"), row["passages"]),
        (_("Language"), LANGUAGES.get(row["language"], row["language"])),
        (_("File"), row["file_name"] or _("pasted text")),
        (_("Who may see it"), _who_may_see(row["public_from"]) or _("everybody, once published")),
    ]
    return render("submit_receipt.html", row=row, facts=facts, wanted=filters.shown(wanted))


def draft_html(place: Here, draft: Draft, contributor: str) -> Html:
    """Who hands in and where, in a sentence."""
    told = draft.details
    texts = [f"{CONTRIBUTION_KINDS[told.kind]} of {contributor}", place.words.label("meeting", told.meeting)]
    texts.append(f"delivered on {day_words(told.day)}" if told.day else _("day of delivery not known"))
    if told.lines:
        texts.append(f"{'line' if len(told.lines) == 1 else 'lines'} {', '.join(told.lines)}")
    if told.on_behalf_of:
        texts.append("also on behalf of " + ", ".join(place.words.label("state", code) for code in told.on_behalf_of))
    texts += [_who_may_see(told.public_from) or _("for everybody"), draft.file_name or _("pasted text")]
    return element("p", "; ".join(texts) + ".")


def passages_html(place: Here, draft: Draft, code: str, at: int, page: Page, file: Beside | None) -> Html:
    """The passages of a page, numbered, each with links to its panel and to its place in the file beside it."""
    query = place.query(draft=code)
    numbered = page.of(list(enumerate(draft.passages, start=1)))
    pages = paging.pages(page, len(draft.passages), "submit", query, _("Pages of passages"))
    values = {"draft": draft, "at": at, "words": place.words, "query": query, "file": file}
    return render("submit_passages.html", numbered=numbered, pages=pages, **values)


def _status(row: Row) -> str:
    """How far it has come; a translation is withdrawn as a contribution of its own, and stands with another."""
    of = row["translation_of"]
    return _("translation of {contribution}").format(contribution=of) if of else STATUSES[row["status"]]


def _who_may_see(public_from: Any) -> str:
    return _("States Parties only, everybody from {day}").format(day=public_from) if public_from else ""


def _moment(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y, %H:%M:%S} UTC"
