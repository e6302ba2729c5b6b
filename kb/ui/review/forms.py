"""What a Coordinator does in Review: publish, correct, withdraw, undo. Each is one revision, or a sentence why not."""

import os
from datetime import UTC, datetime

import streamlit as st

from kb.db.changing import LONGEST
from kb.db.copying import kept_beside
from kb.domain.catalogue import gettext as _
from kb.domain.model import Audience
from kb.domain.outcomes import Done
from kb.domain.words import CONTRIBUTION_KINDS, LANGUAGES
from kb.questions import Row
from kb.questions.submitting import original
from kb.questions.vocabulary import vocabulary
from kb.ui.elements.change import carry_out
from kb.ui.elements.form import Fields
from kb.ui.frame import Here
from kb.ui.review import Reviewed
from kb.workflow.permission import Operation
from kb.workflow.publishing import LONGEST_REASON, correct, publish, undo, withdraw
from kb.workflow.redacting import WARNING, redact


def publishing(place: Here, one: Reviewed) -> None:
    """Publish the contribution whole; where coders differ, whose coding counts is chosen first."""
    st.header(_("Publish"), anchor=False)
    id_ = one.row["contribution"]
    ask = Fields(id_)
    with st.form(ask.key("publish")):
        settled: dict[str, str] = {}
        for passage in one.disputed:
            names = {judged["coder"]: judged["coder_name"] for judged in one.judged(passage)}
            number = passage["position"]
            label = _("The coders differ on passage {number}: whose tags count?").format(number=number)
            if chosen := ask.one(f"counts-{number}", label, names):
                settled[passage["passage"]] = chosen
        if ask.sent("publish-now", _("Publish as one revision"), type="primary"):
            carry_out(lambda: publish(place.store, place.actor, id_, settled), Done.PUBLISHED)


def correcting(place: Here, contribution: Reviewed) -> None:
    """Correct what is recorded, the text of the passage that the address names, or the confidentiality."""
    row, words, asked = contribution.row, vocabulary(place.view), place.first("passage")
    one = next((passage for passage in contribution.passages if str(passage["position"]) == asked), None)
    # A form of its own for every state of the record: what somebody else corrected meanwhile is not put back.
    ask = Fields((dict(row), one and one["text"]))
    meetings: dict[str | None, str] = {None: _("No meeting")}
    meetings |= {code: words.label("meeting", code) for code in words.groups["meeting"]}
    # One that is not known stays as it is.
    kinds = CONTRIBUTION_KINDS | {row["kind"]: words.label("kind", row["kind"])}
    languages = LANGUAGES | {row["language"]: words.label("language", row["language"])}
    lines = {code: f"{code}: {words.label('line', code)}" for code in words.groups["line"]}
    with st.expander(_("Correct"), expanded=one is not None), st.form(ask.key("correct"), border=False):
        values = {
            "meeting": ask.one("meeting", _("Meeting"), meetings, row["meeting"]),
            "date": ask.line("date", _("Date: a day, a month or a year, as 2012-04-16"), row["date"], 10) or None,
            "line": " ".join(sorted(ask.several("line", _("Discussion lines"), lines, (row["line"] or "").split())))
            or None,
            "kind": ask.one("kind", _("Kind"), kinds, row["kind"]),
            "language": ask.one("language", _("Language"), languages, row["language"]),
            "source_title": ask.line("source", _("Title of the source"), row["source_title"], 500),
            "note": ask.text("note", _("Note, shown as a caveat"), row["note"], 2_000).strip() or None,
        }
        texts = {}
        if one is not None:
            label = _("Text of passage {number}").format(number=asked)
            said = ask.text("text", label, one["text"], LONGEST, height=240)
            if said.strip() != one["text"]:
                texts[one["passage"]] = said
        until = st.date_input(_("Confidential until"), row["public_from"], format="YYYY-MM-DD", key=ask.key("until"))
        public = st.checkbox(_("Public from now on"), key=ask.key("public"))
        held = original(place.store.latest(Audience.STAFF), row["contribution"])
        shown = bool(held and held["shown"])
        label = _("Readers may see the pages of the file")
        pages = st.checkbox(label, shown, disabled=not held, key=ask.key("pages"))
        reason = ask.line("why", _("Why it is corrected"), most=LONGEST_REASON)
        if ask.sent("now", _("Correct")):
            changed = {name: value for name, value in values.items() if value != row[name]}
            day = datetime.now(UTC).date() if public else until if until != row["public_from"] else None
            seen = pages if pages != shown else None
            of = row["contribution"]
            carry_out(lambda: correct(place.store, place.actor, of, reason, changed, texts, day, seen), Done.CORRECTED)


def withdrawing(place: Here, row: Row) -> None:
    """Withdraw the contribution `row`, with a reason."""
    id_ = row["contribution"]
    ask = Fields(id_)
    with st.expander(_("Withdraw")), st.form(ask.key("withdraw"), border=False):
        st.caption(_("It leaves every count. Older revisions still show its text to everybody who could see it."))
        reason = ask.line("withdraw-why", _("Why it is withdrawn"), most=LONGEST_REASON)
        if ask.sent("withdraw-now", _("Withdraw")):
            carry_out(lambda: withdraw(place.store, place.actor, id_, reason), Done.WITHDRAWN)


def redacting(place: Here, row: Row) -> None:
    """Take the text of the contribution `row` out of every revision, with a reason and the id typed once more."""
    if not place.actor.may(Operation.REDACT):
        return
    id_ = row["contribution"]
    ask = Fields(id_)
    with st.expander(_("Take out for good")), st.form(ask.key("redact"), border=False):
        beside = ", ".join(os.path.basename(one) for one in kept_beside(place.store.place))
        outside = " " + _("Outside the knowledge base: {files}.").format(files=beside) if beside else ""
        st.caption(_(WARNING) + outside)
        reason = ask.line("redact-why", _("Why, for everybody to read"), most=LONGEST_REASON)
        confirmed = ask.line("redact-id", _("Type {id} to confirm").format(id=id_))
        if ask.sent("redact-now", _("Take out for good")):
            carry_out(lambda: redact(place.store, place.actor, id_, reason, confirmed), Done.REDACTED)


def undoing(place: Here) -> None:
    """Undo a revision by its number, with a reason."""
    ask = Fields()
    with st.expander(_("Undo a revision")), st.form(ask.key("undo"), border=False):
        st.caption(_("History lists the revisions with their numbers. Undoing one makes another; none is deleted."))
        number = st.number_input(
            _("Number of the revision"), min_value=1, step=1, value=None, key=ask.key("undo-number")
        )
        reason = ask.line("undo-why", _("Why it is undone"), most=LONGEST_REASON)
        if ask.sent("undo-now", _("Undo revision")):
            if number is None:
                st.error(_("Give the number of the revision. Nothing was changed."))
            else:
                revision = int(number)
                carry_out(lambda: undo(place.store, place.actor, revision, reason), Done.UNDONE, number=revision)


def forms(place: Here, one: Reviewed) -> None:
    """All that can be done with the contribution, as its status allows."""
    if one.row["status"] == "withdrawn":
        st.info(_("It was withdrawn. To bring it back, undo the revision that withdrew it."))
    else:
        publishing(place, one)
        st.header(_("Change"), anchor=False)
        correcting(place, one)
        withdrawing(place, one.row)
    redacting(place, one.row)
