"""Receipts and drafts as lists, one receipt with its links, and for whoever sent it a correction or taking it back."""

from datetime import date, datetime
from functools import partial
from typing import Any

import streamlit as st

from kb.domain import filters
from kb.domain.catalogue import gettext as _
from kb.domain.catalogue import ngettext
from kb.domain.model import Audience
from kb.domain.outcomes import Done
from kb.domain.words import CONTRIBUTION_KINDS, LANGUAGES, day_words
from kb.errors import ChangeRefused
from kb.questions import Row
from kb.questions.reviewing import review_contribution, review_passages
from kb.questions.submitting import submit_handed_in
from kb.questions.translations import translatable
from kb.tables import Column, Table, Type
from kb.ui import choose, drafts, linked, location, originals
from kb.ui.elements import paging
from kb.ui.elements.change import carry_out, key
from kb.ui.elements.listing import Listing
from kb.ui.elements.paging import Page
from kb.ui.frame import Here
from kb.ui.markup import Html, address, element, render
from kb.ui.originals import Beside
from kb.ui.submit import fields
from kb.ui.submit.drafting import Draft
from kb.workflow.permission import Operation
from kb.workflow.publishing import LONGEST_REASON
from kb.workflow.resubmitting import compared, mark_translation, resubmit, take_back
from kb.workflow.submission import Details

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


def draft_row(place: Here, row: Row) -> Row:
    """A draft under DRAFTS; one that cannot be read says so."""
    saved = {"saved": _moment(row["saved_at"])}
    try:
        draft = drafts.read_back(Draft, row["content"])
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
    values = {"received": _moment(row["received_at"]), "seen_by": _who_may_see(row["public_from"])} if row else {}
    return render("submit_receipt.html", row=row, wanted=filters.shown(wanted), languages=LANGUAGES, **values)


def draft_html(place: Here, draft: Draft, contributor: str) -> Html:
    """Who hands in and where, in a sentence."""
    told = draft.details
    texts = [_("{kind} of {contributor}").format(kind=CONTRIBUTION_KINDS[told.kind], contributor=contributor)]
    texts.append(place.words.label("meeting", told.meeting))
    day = _("delivered on {day}").format(day=day_words(told.day)) if told.day else _("day of delivery not known")
    texts.append(day)
    if told.lines:
        texts.append(ngettext("line {lines}", "lines {lines}", len(told.lines)).format(lines=", ".join(told.lines)))
    if told.on_behalf_of:
        names = ", ".join(place.words.label("state", code) for code in told.on_behalf_of)
        texts.append(_("also on behalf of {names}").format(names=names))
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


def show(place: Here, row: Row, wanted: str) -> None:
    """The receipt `row`, what was sent beside its file, and what can still be done with it."""
    id_ = row["contribution"]
    passages = review_passages(place.store.latest(Audience.STAFF), id_)
    file, page, query = (
        originals.of_contribution(place, id_),
        paging.asked_for(place.first("page")),
        {"receipt": wanted},
    )
    to = partial(paging.to_passage, page=page, screen="submit", query=query)
    with originals.beside(file, originals.Opening(None, to, first=page.offset + 1)):
        linked.show(html(row, wanted), "receipt")
        values = {
            "rows": page.of(passages),
            "pages": paging.pages(page, len(passages), "submit", query, _("Pages of passages")),
            "in_file": frozenset(file.sources) if file else frozenset(),
            "language": row["language"],
        }
        linked.show(render("submit_sent.html", **values), "sent")
    if row["status"] == "withdrawn" or not place.actor.may(Operation.HAND_IN, of=row["contributor"]):
        return
    st.header(_("Change what was sent"), anchor=False)
    if not is_open(place, row):
        st.info(_("It is published. Ask a Coordinator to correct or to withdraw it."))
        return
    with st.expander(_("Send a corrected version")):
        _begin(place, row)
    _translation(place, row)
    if row["status"] != "published":
        with st.expander(_("Take it back")), st.form(key("take-back", id_), border=False):
            st.caption(_("It will not be tagged or published. Those who work on the material can still read it."))
            reason = st.text_input(_("Why it is taken back"), max_chars=LONGEST_REASON, key=key("take-back-why", id_))
            if st.form_submit_button(_("Take it back now"), key=key("take-back-now", id_)):
                carry_out(lambda: take_back(place.store, place.actor, id_, reason), Done.WITHDRAWN)


def is_open(place: Here, row: Row | None) -> bool:
    """Whether the person may put a corrected version in place of what was sent, now."""
    if row is None or row["status"] == "withdrawn":
        return False
    may_correct = row["status"] != "published" or place.actor.may(Operation.CORRECT)
    return may_correct and place.actor.may(Operation.HAND_IN, of=row["contributor"])


def _translation(place: Here, row: Row) -> None:
    """Say that it is the translation of another text of the same contributor, where there is one."""
    id_ = row["contribution"]
    others = {
        row["contribution"]: f"{LANGUAGES.get(row['language'], row['language'])}: {row['contribution']}"
        for row in translatable(place.store.latest(Audience.STAFF), id_)
    }
    if not others:
        return
    with st.expander(_("It is a translation")), st.form(key("translation", id_), border=False):
        st.caption(
            _("It then stands with the other text, as the same contribution in another language. It counts once.")
        )
        of = choose.one(_("Translation of"), others, next(iter(others)), key=key("translation-of", id_))
        if st.form_submit_button(_("Say that it is"), key=key("translation-now", id_)):
            carry_out(lambda: mark_translation(place.store, place.actor, id_, of), Done.TRANSLATION)


def _begin(place: Here, row: Row) -> None:
    """Ask for the corrected text; on to its draft as soon as it is read."""
    if row["status"] == "published":
        st.caption(_("It is published. Once corrected it is out of every count until it is published again."))
    with st.form("correct-text", border=False):
        given = fields.text_asked("corrected")
        asked = st.form_submit_button(_("Read the corrected text"), type="primary")
    if asked:
        fields.begin_draft(place, given, _details(place, row), row)


def _details(place: Here, row: Row) -> Details:
    """Who handed it in and where, as it is recorded."""
    held = review_contribution(place.store.latest(Audience.STAFF), row["contribution"]) or {}
    day = held.get("date") or ""
    return Details(
        row["contributor"],
        row["meeting"],
        tuple((held.get("line") or "").split()),
        held.get("kind", "statement"),
        public_from=row["public_from"],
        original_shown=True,
        day=date.fromisoformat(day) if len(day) == len("2012-04-16") else None,
    )


def comparison(place: Here, draft: Draft) -> Html:
    """What was sent beside the corrected version, passage by passage; what stays as it is is only counted."""
    before = [row["text"] for row in review_passages(place.store.latest(Audience.STAFF), draft.corrects)]
    pairs = compared(before, [part.text.strip() for part in draft.passages])
    same = sum(pair.is_same for pair in pairs)
    return render("submit_compared.html", pairs=pairs, same=same, language=draft.language)


def send(place: Here, draft: Draft, code: str) -> None:
    """Put the corrected version in place of what was sent, and show its receipt."""

    def sent() -> None:
        file = place.store.originals.of_draft(place.actor.person, code)
        resubmit(place.store, place.actor, draft.corrects, draft.handed_in(file))
        place.store.drafts.drop(place.actor.person, code)
        location.go(place.query(receipt=number_of(place, draft.corrects)))
        linked.to_top()

    carry_out(sent, Done.RESUBMITTED)
