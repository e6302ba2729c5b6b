"""What was sent, for whoever sent it: its passages beside the file, a corrected version, taking it back."""

from dataclasses import replace
from datetime import date
from functools import partial

import streamlit as st

from kb.domain.catalogue import gettext as _
from kb.domain.model import Audience
from kb.domain.outcomes import Done
from kb.domain.words import LANGUAGES
from kb.errors import KnowledgeBaseError
from kb.questions import Row
from kb.questions.reviewing import review_contribution, review_passages
from kb.questions.submitting import original
from kb.questions.translations import translatable
from kb.ui import choose, linked, location, navigation
from kb.ui.elements import paging
from kb.ui.elements.change import carry_out, key
from kb.ui.frame import Here
from kb.ui.markup import Html
from kb.ui.originals import panel
from kb.ui.submit import drafting, fields, receipts
from kb.ui.submit.drafting import Details, Draft
from kb.ui.templates import render
from kb.workflow.permission import Operation
from kb.workflow.publishing import LONGEST_REASON
from kb.workflow.resubmitting import compared, mark_translation, resubmit, take_back


def show(place: Here, row: Row, wanted: str) -> None:
    """The receipt `row`, what was sent beside its file, and what can still be done with it."""
    id_ = row["contribution"]
    passages = review_passages(place.store.latest(Audience.STAFF), id_)
    file, page, query = panel.of_contribution(place, id_), paging.asked_for(place.first("page")), {"receipt": wanted}
    to = partial(paging.to_passage, page=page, screen="submit", query=query)
    with panel.beside(file, panel.Opening(None, to, first=page.offset + 1)):
        linked.show(receipts.html(row, wanted), "receipt")
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
    if not _is_open(place, row):
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


def is_open(place: Here, contribution: str) -> bool:
    """Whether the person may put a corrected version in place of the contribution now."""
    row = original(place.store.latest(Audience.STAFF), contribution)
    return row is not None and _is_open(place, row)


def _is_open(place: Here, row: Row) -> bool:
    may_correct = row["status"] != "published" or place.actor.may(Operation.CORRECT)
    return may_correct and row["status"] != "withdrawn" and place.actor.may(Operation.HAND_IN, of=row["contributor"])


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
    if asked and given is None:
        st.error(_("Choose a file or paste the text."))
    elif asked and given is not None:
        try:
            with st.spinner(_("Reading the text")):
                document, file, name = fields.read(given)
            details = _details(place, row)
            draft = drafting.draft_of(document, details, name, place.words)
            language = draft.language or row["language"]
            draft = replace(draft, details=details, corrects=row["contribution"], language=language)
            code = place.store.drafts.keep(place.actor.person, drafting.written(draft), original=file)
        except KnowledgeBaseError as error:
            fields.refused(error)
        else:
            location.go(place.query(draft=code))
            navigation.to_top()
            st.rerun()


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
        location.go(place.query(receipt=receipts.number_of(place, draft.corrects)))
        navigation.to_top()

    carry_out(sent, Done.RESUBMITTED)
