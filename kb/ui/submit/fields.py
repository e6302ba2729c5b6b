"""The forms of handing in: who and where, the text, and one passage at a time."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import streamlit as st

from kb.db.changing import LONGEST
from kb.db.drafts import LONGEST as LONGEST_DRAFT
from kb.db.originals import Original
from kb.domain.catalogue import gettext as _
from kb.domain.model import ANY_MEETING, NO_LINE, OUTSIDE_MEETINGS, Audience
from kb.domain.words import CONTRIBUTION_KINDS
from kb.ingest.reading import original_of, read_document, read_pasted
from kb.ingest.text.passages import Document
from kb.questions import Row
from kb.questions.submitting import submit_contributors, submit_meetings
from kb.ui import drafts, linked
from kb.ui.elements.change import refusal_said
from kb.ui.elements.form import Fields
from kb.ui.frame import Here
from kb.ui.markup import element
from kb.ui.served import component
from kb.ui.submit import drafting
from kb.ui.submit.drafting import Draft
from kb.workflow import submission
from kb.workflow.permission import Operation
from kb.workflow.submission import Coding, Delegation, Details, SubmittedPassage, suggested_day

FILES = ["docx", "odt", "pdf", "txt", "md", "html", "htm", "rtf"]
PUBLIC, PARTIES = _("Everybody"), _("States Parties only, until a day")
_MOST_MEMBERS = 999


def details(place: Here, held: Details, key: str) -> Details | str:
    """Ask who hands in and where, inside a form. The answer, or a sentence on what is missing."""
    names, labels = contributors(place), place.words.labels
    days = submit_meetings(place.store.latest(Audience.STAFF))
    meetings = {
        code: f"{name}, {_days(days[code])}"
        for code, name in reversed(list(labels["meeting"].items()))
        if code not in (ANY_MEETING, OUTSIDE_MEETINGS)
    }
    lines = {code: f"{code}: {name}" for code, name in labels["line"].items() if code != NO_LINE}
    ask = Fields(key)
    only = next(iter(names)) if len(names) == 1 else None
    first = held.contributor or only or place.my
    contributor = ask.one(
        "who",
        _("Who contributes"),
        names,
        first if first in names else only,
        placeholder=_("Choose a State or organisation"),
        disabled=only is not None,
    )
    meeting = ask.one("meeting", _("Meeting"), meetings, held.meeting, placeholder=_("Choose the meeting"))
    help_ = _("Several if the text speaks to several; none if it was made under none.")
    chosen = ask.several("lines", _("Discussion lines"), lines, held.lines, help=help_)
    kind = ask.one("kind", _("Kind"), CONTRIBUTION_KINDS, held.kind)
    label = _("Also on behalf of these States (a collective statement)")
    behalf = ask.several("behalf", label, labels["state"], held.on_behalf_of)
    audiences = [PUBLIC, PARTIES]
    at = 1 if held.public_from else 0
    open_to = st.radio(_("Who may see it once it is published"), audiences, index=at, key=ask.key("open"))
    tomorrow = datetime.now(UTC).date() + timedelta(days=1)
    day = st.date_input(
        _("If States Parties only: open to everybody from"),
        value=held.public_from if held.public_from and held.public_from >= tomorrow else None,
        min_value=tomorrow,
        max_value=tomorrow + timedelta(days=3650),
        format="YYYY-MM-DD",
        key=ask.key("day"),
    )
    original_shown = st.checkbox(
        _("Readers may see the pages of the file"),
        held.original_shown,
        help=_("They see them next to the text, once they may read that. The file itself they do not get."),
        key=ask.key("original"),
    )
    delegation = _delegation(held.delegation, ask)
    if contributor is None:
        return _("Choose who contributes, and the meeting.") if meeting is None else _("Choose who contributes.")
    if meeting is None:
        return _("Choose the meeting.")
    if open_to == PARTIES and day is None:
        return _("Choose the day from which everybody may see the text, or let everybody see it at once.")
    others = tuple(code for code in behalf if code != contributor)
    until = day if open_to == PARTIES else None
    return Details(contributor, meeting, tuple(chosen), kind, others, until, delegation, original_shown=original_shown)


def _days(row: Row) -> str:
    """When a meeting was held: 2012-04-16 to 2012-04-19."""
    first, last = row["first_day"], row["last_day"]
    return first if first == last else _("{first} to {last}").format(first=first, last=last)


def day_fault(place: Here, meeting: str, day: date | None) -> str:
    """Why it cannot have been delivered to the meeting on this day, or an empty string."""
    held = submit_meetings(place.store.latest(Audience.STAFF)).get(meeting)
    fault = submission.day_fault(day, held, datetime.now(UTC).date()) if held else None
    return str(fault or "")


def passage(place: Here, draft: Draft, at: int) -> tuple[Draft, int | None] | None:
    """The panel of passage `at` (from 1). The draft as changed and the passage to go on with; None: nothing asked."""
    held = draft.passages[at - 1]
    # What its headings say stands in the form; it counts once the passage is saved.
    stood = held.codings or held.proposed
    ask, labels, last = Fields((at, draft.version)), place.words.labels, at == len(draft.passages)
    with st.form(ask.key("passage"), border=True):
        help_ = _("An empty line splits it into two passages.")
        typed = ask.text("text", _("Text of the passage"), held.text, LONGEST, height=220, help=help_)
        mend_widgets()
        about = dict.fromkeys(code for code, _as in stood if code)
        label = _("Which actions it is about (if you wish to say so)")
        provisions = ask.several("about", label, labels["provision"], about)
        tells = stood[0][1] if stood else None
        assessment = ask.one("tells", _("What it tells"), labels["assessment"], tells, placeholder=_("Not said"))
        with st.container(horizontal=True):
            save = ask.sent("save", _("Save passage"), type="primary")
            merge = ask.sent("merge", _("Merge with next"), disabled=last)
            up = ask.sent("up", _("Up"), disabled=at == 1)
            down = ask.sent("down", _("Down"), disabled=last)
            drop = ask.sent("drop", _("Drop"))
    if not (save or merge or up or down or drop):
        return None
    if drop:
        return replace(draft, passages=drafting.dropped(draft.passages, at - 1)), None
    if not typed.strip():
        st.error(_("The passage is empty. To leave it out, choose Drop."))
        return None
    if provisions and assessment is None:
        st.error(_("Choose what the passage tells about these actions: progress, a challenge, a plan or another."))
        return None
    before = held if held.codings else replace(held, codings=held.to_confirm)
    part = replace(held, text=typed, codings=_codings(before, provisions, assessment), proposed=())
    passages = drafting.edited(draft.passages, at - 1, part)
    # Typing an empty line and then moving or merging: the last piece is what stands next to the next passage.
    piece = at - 1 + len(passages) - len(draft.passages)
    going_on = at
    if merge:
        passages = drafting.merged(passages, piece)
    elif up or down:
        passages, to = drafting.moved(passages, at - 1 if up else piece, -1 if up else 1)
        going_on = to + 1
    return replace(draft, passages=passages), going_on


def _codings(held: SubmittedPassage, provisions: Sequence[str], assessment: str | None) -> tuple[Coding, ...]:
    """What is kept as the contributor's own coding; pairs that stood before and were not touched stay as they were."""
    before = tuple(dict.fromkeys(code for code, _as in held.codings if code is not None))
    if held.codings and before == tuple(provisions) and assessment == held.codings[0][1]:
        return held.codings
    if assessment is None:
        return ()
    return tuple((code, assessment) for code in provisions) or ((None, assessment),)


def contributors(place: Here) -> dict[str, str]:
    """Whom the person may hand in for: a delegate for its own alone."""
    rows = submit_contributors(place.store.latest(Audience.STAFF))
    return {row["id"]: row["name"] for row in rows if place.actor.may(Operation.HAND_IN, of=row["id"])}


def _delegation(held: Delegation, ask: Fields) -> Delegation:
    text = _("Make-up of the delegation (Action 31), if you wish to say so: numbers only, no names.")
    linked.html(element("p", text))
    with st.container(horizontal=True):
        numbers = [
            st.number_input(label, 0, _MOST_MEMBERS, value=value, step=1, key=ask.key(name))
            for name, label, value in (
                ("survivors", _("Survivors"), held.survivors),
                ("experts", _("Experts"), held.experts),
                ("dpo", _("From organisations of persons with disabilities"), held.disability_organisations),
            )
        ]
    return Delegation(*numbers)


def mend_widgets() -> None:
    """Mend what Streamlit's fields for texts and files lack, in a form that has some."""
    component("mended_widgets", "mended_widgets.js")(key="mended", data={"html": ""})


def text_asked(key: str) -> tuple[bytes, str] | str | None:
    """Ask for a file or a pasted text, inside a form: content and name of the file, the text, or None."""
    file = st.file_uploader(
        _("The text as a file (Word, OpenDocument, PDF, plain text, Markdown, HTML or RTF)"),
        type=FILES,
        key=f"file-{key}",
    )
    mend_widgets()
    pasted = st.text_area(_("Or paste the text here"), height=260, max_chars=LONGEST_DRAFT, key=f"pasted-{key}")
    if file is not None:
        return file.getvalue(), file.name
    return pasted if pasted.strip() else None


def begin_draft(
    place: Here, given: tuple[bytes, str] | str | None, details: Details, corrects: Row | None = None
) -> None:
    """Read the text and go on to its draft, or say why not; `corrects` is what was sent and is corrected by it."""
    if given is None:
        st.error(_("Choose a file or paste the text."))
        return
    with refusal_said():
        with st.spinner(_("Reading the text")):
            document, original, name = read(given)
        if corrects is None:
            details = replace(details, day=suggested_day(place.store, details.meeting))
        draft = drafting.draft_of(document, details, name, place.words)
        if corrects:
            language = draft.language or corrects["language"]
            draft = replace(draft, details=details, corrects=corrects["contribution"], language=language)
        drafts.begin(place, draft, original)


def read(given: tuple[bytes, str] | str) -> tuple[Document, Original, str | None]:
    """The document that was given, as it is kept, and the name of its file. Raises DocumentRefused."""
    if isinstance(given, str):
        document, content, name = read_pasted(given), given.encode("utf-8", errors="replace"), None
    else:
        document, (content, name) = read_document(*given), given
    return document, original_of(document, content), name
