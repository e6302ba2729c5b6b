"""The steps: choose the instrument and its document, settle what is unclear, set what stands beside, publish."""

from dataclasses import replace
from datetime import UTC, datetime

import streamlit as st

from kb.db.originals import Original
from kb.domain.catalogue import gettext as _
from kb.domain.outcomes import Done
from kb.domain.words import UNITS
from kb.errors import PlacementFault
from kb.ingest.official.labels import Wanted, unit_in
from kb.ingest.official.proposing import propose
from kb.ingest.official.wording import texts_of
from kb.ingest.reading import original_of, read_document, reading_of
from kb.questions import Rows
from kb.ui import choose, drafts, linked
from kb.ui.elements import change
from kb.ui.elements.form import Fields
from kb.ui.frame import Here
from kb.ui.markup import element
from kb.ui.submit.fields import FILES, mend_widgets
from kb.ui.texts import drafting
from kb.ui.texts.drafting import Draft
from kb.workflow.instruments import NewInstrument, SourceFile, load_texts

NEW = "new"


def begin(place: Here) -> None:
    """Ask for the instrument and its document; on to the draft as soon as it is read."""
    st.header(_("Load a text"), anchor=False)
    names = {**place.words.labels["instrument"], NEW: _("A new instrument")}
    code: str = choose.one(_("Instrument"), names, next(iter(names)), key="texts-instrument")
    with st.form("texts-begin"):
        new = _new_instrument() if code == NEW else None
        file = st.file_uploader(_("Its document, from your own copy"), type=FILES, key="texts-file")
        mend_widgets()
        asked = st.form_submit_button(_("Read the document"), type="primary")
    if not asked:
        return
    if file is None:
        st.error(_("Choose a file."))
        return
    with change.refusal_said():
        with st.spinner(_("Reading the document")):
            draft, kept = _read(place, new.code if new else code, new, file.getvalue(), file.name)
        drafts.begin(place, draft, kept)


def _new_instrument() -> NewInstrument:
    """The fields of an instrument to be made."""
    ask = Fields("texts")
    name = ask.line("name", _("Name"), placeholder=_("Dubrovnik Action Plan"))
    with st.container(horizontal=True):
        code = ask.line("code", _("Code"), most=8, placeholder="DAP", help=_("Two to eight capital letters."))
        units = {unit: unit for unit in UNITS}
        label, none = _("Its parts are called"), _("as in the document")
        unit = ask.one("unit", label, units, placeholder=none, accept_new_options=True) or ""
        since = ask.line("from", _("Holds from"), most=10, placeholder="2015-09", help=_("A year, month or day."))
        until = ask.line("to", _("Until"), most=10, placeholder="2021", help=_("Empty while it holds."))
    return NewInstrument(code.upper(), name, unit.strip().capitalize(), since or None, until or None)


def _read(place: Here, code: str, new: NewInstrument | None, content: bytes, name: str) -> tuple[Draft, Original]:
    if new:
        replace(new, unit=new.unit or "Action").check()
    document = read_document(content, name)
    if new and not new.unit:
        new = replace(new, unit=unit_in(one.text for one in document.paragraphs))
    kept = original_of(document, content)
    draft = Draft(code, (), SourceFile(name[:200], document.sha256), reading_of(kept.reading).pages, new)
    _recorded, wanted = drafting.known_of(place.store.latest(place.audience), draft)
    return replace(draft, table=propose(document.paragraphs, wanted)), kept


def publish(place: Here, code: str, draft: Draft, wanted: Wanted, recorded: Rows) -> None:
    """What would change, and publishing it as one revision."""
    st.header(_("3. Compare and publish"), anchor=False)
    try:
        texts = texts_of(draft.table, wanted, is_new=draft.new is not None)
    except PlacementFault as error:
        texts = []
        st.warning(error.sentence)
    counts, compared = drafting.comparison(draft, wanted, recorded)
    text = _("{new} new, {changed} changed, {same} as recorded")
    linked.html(element("p", text.format(**{kind: counts[kind] for kind in ("new", "changed", "same")})))
    linked.html(compared)
    if st.button(_("Publish the text"), type="primary", disabled=not texts, key=f"texts-publish-{code}"):
        whole = [replace(one, **draft.beside.get(one.provision, {})) for one in texts]
        instrument, today = draft.new or draft.text_of, datetime.now(UTC).date()
        with change.refusal_said():
            _changed, revision = load_texts(place.store, place.actor, instrument, whole, draft.source, today)
            place.store.drafts.drop(place.actor.person, code)
            number = drafting.counted_in(len(whole), wanted)
            st.session_state[change.MADE] = Done.WORDING_LOADED.said(provisions=number, revision=revision)
            linked.begin_anew({})
    drafts.dropping(place, code)
