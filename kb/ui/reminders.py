"""Reminders on Overview and Coverage: letters to States that are not heard yet, and who was reminded when."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import streamlit as st

from kb.domain.catalogue import gettext as _
from kb.domain.model import Audience
from kb.domain.outcomes import Done
from kb.domain.words import day_words, listed
from kb.questions import Row
from kb.reports.atomic_write import zipped
from kb.reports.reminder import Letter, reminder
from kb.reports.word import MEDIA_TYPE, word_file
from kb.ui import choose, downloads, linked, location
from kb.ui.elements.change import carry_out, key, say_what_was_done
from kb.ui.frame import Here
from kb.ui.markup import element, render
from kb.workflow.permission import Operation
from kb.workflow.reminding import (
    FIELDS,
    FIRST_DAY,
    LONGEST,
    PARTS,
    last_reminded,
    record_sent,
    save_template,
    template_of,
)

MADE = "reminders-made"


def offer(place: Here, not_heard: Sequence[Row]) -> None:
    """Who of these was reminded, and letters to them; nothing for whoever may not, or reads an older revision."""
    if not not_heard or not place.actor.may(Operation.REMIND) or not place.view.is_latest:
        return
    # There also while it is empty: what stands after it stays as it is, open or folded.
    with st.container():
        say_what_was_done()
        if said := _reminded(last_reminded(place.view), not_heard):
            linked.html(element("p", said))
    with st.expander(_("Remind by letter (Word)"), key="reminders"):
        letters, text = st.tabs([_("Letters"), _("Text of the letters")])
    with letters:
        _letters(place, {row["state"]: str(row["name"]) for row in not_heard})
    with text:
        _text(place)


def _reminded(last: Mapping[str, Row], not_heard: Sequence[Row]) -> str:
    """When each of these States was last reminded, and by whom; empty where none was."""
    known = [(row["name"], last[row["state"]]) for row in not_heard if row["state"] in last]
    texts = [_("{state} on {day} by {who}").format(state=name, day=day_words(one["sent_on"]), who=one["sent_by"])
            for name, one in known]  # fmt: skip
    return _("Reminded: {reminders}.").format(reminders="; ".join(texts)) if texts else ""


def _letters(place: Here, names: Mapping[str, str]) -> None:
    states = choose.several(_("States"), names, key=key("remind", place.scope))
    answers = st.text_input(_("Answers to, and by when"), max_chars=200, key="remind-answers")
    st.caption(_("Nothing is sent from here. A letter says only what is public."))
    if not states:
        return
    today = datetime.now(UTC).date()
    public = place.store.snapshot(place.view.revision, Audience.PUBLIC)
    letter = Letter(public, place.scope, template_of(place.view), answers.strip(), today, location.public_address())
    if st.button(_("Make the letters"), type="primary", key="remind-make"):
        st.session_state[MADE] = letter, states, _file(letter, states)
    of, made_for, (content, name, media) = st.session_state.get(MADE, (None, (), (b"", "", "")))
    if (of, made_for) != (letter, states):
        return
    downloads.button(_("Download"), content, name, media, "remind-file")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        day = st.date_input(_("Sent on"), today, FIRST_DAY, today, key="remind-day")
        if st.button(_("I sent these"), key="remind-sent"):
            done = listed([names[state] for state in states])
            carry_out(lambda: record_sent(place.store, place.actor, states, day), Done.REMINDED, names=done)
    st.write(_("The first of them:"))
    with st.container(border=True):
        document = reminder(letter, states[0])
        linked.show(render("document.html", document=document, pictures={}, most=0), "letter")


def _file(letter: Letter, states: Sequence[str]) -> tuple[bytes, str, str]:
    """One letter as a Word file, several as a ZIP of them; with its name and media type."""
    name = f"reminder-{{}}-{letter.day}"
    files = {f"{name.format(state)}.docx": word_file(reminder(letter, state)) for state in states}
    if len(files) == 1:
        ((one, content),) = files.items()
        return content, one, MEDIA_TYPE
    return zipped(files, letter.day), f"{name.format('letters')}.zip", "application/zip"


def _text(place: Here) -> None:
    """The text that all letters are made from, with the fields that it may have."""
    kept = template_of(place.view)
    st.markdown("\n".join(f"- `{{{field}}}`: {meaning}" for field, meaning in {**FIELDS, **PARTS}.items()))
    st.caption(_("The last three stand alone on a line. A line that begins with # is a heading."))
    with st.form(key("template", place.view.revision), border=False):
        text = st.text_area(_("Text"), kept, height=400, max_chars=LONGEST, key=key("template-text", kept))
        if st.form_submit_button(_("Keep this text"), key=key("template-now", kept)):
            carry_out(lambda: save_template(place.store, place.actor, text), Done.TEMPLATE_KEPT)
