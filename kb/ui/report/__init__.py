"""The Report screen: what a Coordinator types and ticks, and the document as a page before the Word file is made."""

from base64 import b64encode
from collections.abc import Callable
from typing import TypeVar
from urllib.parse import urlencode

import streamlit as st

from kb.cache import cached
from kb.db import View
from kb.domain.catalogue import gettext as _
from kb.domain.model import Audience, Scope
from kb.domain.words import counted
from kb.errors import NothingToExport
from kb.questions.findings import reported
from kb.questions.looks import assessments, matrix
from kb.questions.vocabulary import vocabulary
from kb.reports.document import Document, Drawing
from kb.reports.pictures import bare_svg
from kb.reports.report import TITLE, Edition, Typed, report
from kb.reports.report_tables import ANNEXES
from kb.reports.word import MEDIA_TYPE, word_file
from kb.ui import downloads, frame, linked, location
from kb.ui.elements import switch
from kb.ui.frame import Here
from kb.ui.markup import Html, element, render

T = TypeVar("T", str, bool)
# A longer table is cut in the preview; the file has all of it.
SHOWN = 12
NO_LINKS = _("The file has no links: this dashboard has no public address (KB_PUBLIC_ADDRESS).")


def opened() -> tuple[Here, bool]:
    """The place as the public sees it, and whether an internal draft may be asked for.

    Who may see more and ticks an internal draft sees it all.
    """
    place = frame.here()
    may_draft = place.audience is not Audience.PUBLIC
    return place if may_draft and is_internal(place) else frame.seen_by(Audience.PUBLIC), may_draft


def is_internal(place: Here) -> bool:
    """Whether what the place shows is an internal draft."""
    return place.audience is not Audience.PUBLIC and place.first("internal") == "yes"


@cached
def finding(view: View, scope: Scope) -> str:
    """The title of the screen: how much there is to report."""
    rows = assessments.rows(view, scope)
    if not rows:
        return _("Report: nothing on an {unit} yet").format(unit=vocabulary(view).unit(scope.instrument))
    states = reported(matrix(view, scope))["state"].nunique()
    return _("Report: {passages} of {states}").format(
        passages=counted(rows[0]["in_all"], "passage"), states=counted(states, "State")
    )


def form(may_draft: bool) -> tuple[Typed, tuple[str, ...]]:
    """The fields and ticks; returns what is typed, and the codes of the annexes."""
    typed = Typed(
        _kept("title", st.text_input, _("Title"), placeholder=TITLE),
        _kept("addressees", st.text_input, _("To")),
        _kept("foreword", st.text_area, _("Foreword")),
        _kept("answers", st.text_input, _("Answers to, and by when")),
    )
    with st.expander(_("Annexes"), key="annexes"):
        wanted = [code for code, annex in ANNEXES.items() if _kept(code, st.checkbox, annex.title)]
    if may_draft:
        switch.on_off("internal", _("Internal draft"))
    if not location.public_address():
        linked.html(element("p", NO_LINKS))
    return typed, tuple(wanted)


def _kept(name: str, field: Callable[..., T], label: str, **given: object) -> T:
    """What is typed or ticked; it is kept while one looks at other screens."""
    key, kept = f"report-{name}", f"kept-report-{name}"
    if kept in st.session_state:
        st.session_state.setdefault(key, st.session_state[kept])
    st.session_state[kept] = value = field(label, key=key, **given)
    return value


def document(place: Here, typed: Typed, annexes: tuple[str, ...]) -> Document | str:
    """The report, or why there is none."""
    base, internal = location.public_address(), is_internal(place)
    query = {**place.query(rev=place.view.revision), **({"internal": "yes"} if internal else {})}
    frozen = f"{base}/report?{urlencode(query, doseq=True)}" if base else ""
    edition = Edition(annexes, downloads.made_on(place), internal, base, frozen)
    try:
        return report(place.view, place.scope, typed, edition)
    except NothingToExport as error:
        return str(error)


def offer(made: Document, revision: int) -> None:
    """The button that makes the Word file, and then the one that gives it."""
    if st.button(_("Make the Word document"), type="primary", icon=":material/description:"):
        with st.status(_("Making the document"), expanded=True) as status:
            bar = st.progress(0.0, _("How much of it is made"))
            st.session_state["report"] = made, word_file(made, bar.progress)
            status.update(label=_("The document is made"), state="complete", expanded=False)
    of, file = st.session_state.get("report", (None, b""))
    if of == made:
        name = f"victim-assistance-report-revision-{revision}.docx"
        downloads.button(_("Download (Word)"), file, name, MEDIA_TYPE, "report-file")


def preview(place: Here, made: Document) -> Html:
    """The document as a page, its long tables cut."""
    return render("document.html", document=made, pictures=_pictures(place.view, place.scope), most=SHOWN)


@cached
def _pictures(view: View, scope: Scope) -> dict[str, str]:
    """The pictures of the report by title, each as an address that holds it."""
    return {
        block.title: f"data:image/svg+xml;base64,{b64encode(bare_svg(block.spec)).decode()}"
        for block in report(view, scope).blocks
        if isinstance(block, Drawing)
    }
