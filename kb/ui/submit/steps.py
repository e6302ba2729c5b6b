"""The steps of handing in: begin, prepare, send."""

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial

import streamlit as st

from kb.domain.catalogue import gettext as _
from kb.domain.catalogue import ngettext
from kb.domain.model import Audience
from kb.domain.words import LANGUAGES
from kb.ingest.text.similarity import similarity
from kb.questions import Rows
from kb.questions.submitting import original, submit_same_document
from kb.ui import choose, drafts, linked, originals
from kb.ui.elements import paging
from kb.ui.elements.change import refusal_said
from kb.ui.elements.paging import Page
from kb.ui.frame import FIRST_DAY, LAST_DAY, Here
from kb.ui.markup import element, link, render
from kb.ui.originals import Beside
from kb.ui.submit import drafting, fields, receipts
from kb.ui.submit.drafting import Draft
from kb.workflow.likeness_held import alike_held
from kb.workflow.submission import AlreadyHeld, Details, hand_in, suggested_day, visible_to

NEEDED = _(
    "To hand in a contribution you need the role delegate (for your own State or organisation), facilitator, "
    "coordinator or administrator. Ask the administrators of this knowledge base; they give roles under People."
)


def begin(place: Here) -> None:
    """Ask who, where and for the text; on to the draft as soon as it is read."""
    st.header(_("1. Who, where and the text"), anchor=False)
    linked.show(element("p", link(_("No text yet? Prepare an outline"), "prepare")), "prepare")
    with st.form("begin"):
        details = fields.details(place, Details("", "", original_shown=True), "new")
        given = fields.text_asked("new")
        asked = st.form_submit_button(_("Read the text"), type="primary")
    if asked and isinstance(details, str):
        st.error(details)
    elif asked and isinstance(details, Details):
        fields.begin_draft(place, given, details)


def prepare(place: Here, code: str) -> None:
    """The draft: its passages, one of them open for changes, and sending it."""
    content = place.store.drafts.read(place.actor.person, code)
    if content is None:
        st.info(_("There is no such draft of yours: it was sent, dropped, or is more than 30 days old."))
        linked.show(element("p", link(_("Hand in a contribution"), "submit")), "anew")
        return
    draft = drafts.read_back(Draft, content)
    if draft.corrects and not receipts.is_open(place, original(place.store.latest(Audience.STAFF), draft.corrects)):
        st.info(_("What this draft corrects cannot be changed by you any more."))
        drafts.dropping(place, code)
        return
    _details(place, draft, code)
    file, at = originals.of_draft(place, code, draft), int(place.first("at") or 0)

    def check(page: int) -> None:
        _keep(place, code, replace(draft, checked=(*draft.checked, page)), at or None)

    st.header(_("2. The text, passage by passage"), anchor=False)
    if draft.warnings:
        st.warning(_("While reading the text something was left out or unsure:"))
        for said in draft.warnings:
            st.text(said)
    page = paging.holding(place.first("page"), at - 1 if 0 < at <= len(draft.passages) else None)
    to = partial(paging.to_passage, page=page, screen="submit", query=place.query(draft=code))
    with originals.beside(file, originals.Opening(at or None, to, draft.checked, check, page.offset + 1)):
        _passages(place, draft, code, at, page, file)
    if file and draft.details.original_shown and drafting.left_out(draft, len(file.paragraphs)):
        st.info(
            _("Some of the file is in no passage. Readers will see it on its pages, unless you say otherwise above.")
        )
    _send(place, draft, code, drafting.unchecked(draft, file.unsure if file else ()))


def _passages(place: Here, draft: Draft, code: str, at: int, page: Page, file: Beside | None) -> None:
    """The passages, one of them open for changes."""
    if 0 < at <= len(draft.passages):
        linked.show(render("submit_opened.html", at=at, draft=draft), "opened")
        done = fields.passage(place, draft, at)
        if done is not None:
            _keep(place, code, done[0], done[1])
    elif at:
        st.info(_("There is no passage {number} in this draft.").format(number=at))
    _confirm(place, draft, code)
    linked.show(receipts.passages_html(place, draft, code, at, page, file), "draft")


def _confirm(place: Here, draft: Draft, code: str) -> None:
    """Let a person confirm what the headings of an outline say of the passages; nothing where they say nothing."""
    open_ = [part for part in draft.passages if part.proposed]
    whole = sum(bool(part.to_confirm) for part in open_)
    if not open_:
        return
    text = ngettext(
        "The headings say what {number} passage is about. Read it below, then confirm.",
        "The headings say what {number} passages are about. Read them below, then confirm.",
        len(open_),
    )
    st.info(text.format(number=len(open_)))
    confirm = ngettext("Confirm the tags of {number} passage", "Confirm the tags of {number} passages", whole)
    if whole and st.button(confirm.format(number=whole), key=f"confirm-{code}-{draft.version}"):
        _keep(place, code, replace(draft, passages=drafting.confirmed(draft.passages)), None)


def _details(place: Here, draft: Draft, code: str) -> None:
    st.header(_("1. Who and where"), anchor=False)
    who = fields.contributors(place).get(draft.details.contributor, draft.details.contributor)
    linked.show(receipts.draft_html(place, draft, who), "summary")
    with st.form("details"):
        names = {"": _("Choose the language"), **LANGUAGES}
        language = choose.one(_("Language of the text"), names, draft.language, key=f"language-{code}")
        day: date | None = None
        details: Details | str = draft.details
        if not draft.corrects:
            day = st.date_input(
                _("Day of delivery"),
                draft.details.day,
                min_value=FIRST_DAY,
                max_value=LAST_DAY,
                format="YYYY-MM-DD",
                key=f"delivered-{code}-{draft.details.day}",
            )
            st.caption(_("The first day of the meeting, until you change it. Empty if it is not known."))
            with st.expander(_("Contributor, meeting, lines, who may see it, delegation")):
                details = fields.details(place, draft.details, code)
        if not st.form_submit_button(_("Save who and where")):
            return
    if isinstance(details, str):
        st.error(details)
        return
    if details.meeting != draft.details.meeting and day == draft.details.day:
        day = suggested_day(place.store, details.meeting)
    if fault := fields.day_fault(place, details.meeting, day):
        st.error(fault)
    else:
        details = details if draft.corrects else replace(details, day=day)
        _keep(place, code, replace(draft, details=details, language=language), int(place.first("at") or 0))


def _send(place: Here, draft: Draft, code: str, unchecked: list[str]) -> None:
    st.header(_("3. Send"), anchor=False)
    lacking = [*drafting.lacking(draft, datetime.now(UTC).date()), *unchecked]
    for said in lacking:
        st.warning(said)
    if draft.corrects:
        linked.show(receipts.comparison(place, draft), "compared")
        if st.button(_("Send the corrected version"), type="primary", disabled=bool(lacking), key=f"correct-{code}"):
            receipts.send(place, draft, code)
        drafts.dropping(place, code)
        return
    seen: tuple[str, Rows] = st.session_state.get(f"alike-{code}", ("", []))
    found = seen[1] if seen[0] == draft.version else []
    if found:
        st.warning(_("We have a text much like this one. Compare the two before you send yours."))
        linked.show(render("submit_alike.html", draft=draft, found=found), "alike")
    with st.form("send", border=False):
        another = st.checkbox(_("It is another text: send it all the same"), key=f"another-{code}") if found else False
        send = st.form_submit_button(_("Send the contribution"), type="primary", disabled=bool(lacking))
    if any(part.proposed for part in draft.passages):
        st.caption(_("Tags that you have not confirmed are not sent."))
    drafts.dropping(place, code)
    if send and found and not another:
        st.error(_("Nothing was sent: we have a text much like it. Tick the box above if yours is another."))
    elif send:
        with refusal_said():
            _try_to_send(place, draft, code, compared=seen[0] == draft.version)


def _try_to_send(place: Here, draft: Draft, code: str, *, compared: bool) -> None:
    try:
        if not compared:
            texts = [part.text for part in draft.passages]
            with st.spinner(_("Comparing it with the texts we have")):
                found = alike_held(place.store, place.actor, texts, similarity)
            # The very same document is not compared: it is refused.
            staff, of = place.store.latest(Audience.STAFF), visible_to(place.actor)
            if found and not submit_same_document(staff, draft.sha256, of):
                st.session_state[f"alike-{code}"] = (draft.version, found)
                st.rerun()
        file = place.store.originals.of_draft(place.actor.person, code)
        given = hand_in(place.store, place.actor, draft.handed_in(file))
    except AlreadyHeld as error:
        st.error(_("Nothing was sent: this very document was handed in already."))
        if number := receipts.number_of(place, error.contribution):
            first = _("The first: receipt {number}").format(number=number)
            linked.show(element("p", link(first, "submit", {"receipt": number})), "first")
    else:
        place.store.drafts.drop(place.actor.person, code)
        linked.begin_anew(place.query(receipt=given.number))


def _keep(place: Here, code: str, draft: Draft, at: int | None) -> None:
    drafts.keep(place, code, draft, at=at or None, page=None)
