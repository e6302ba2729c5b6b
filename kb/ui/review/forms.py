"""What a Coordinator does in Review: publish, correct, withdraw, undo. Each is one revision, or a sentence why not."""

import os
from datetime import UTC, datetime

import streamlit as st

from kb.db.changing import LONGEST
from kb.db.copying import kept_beside
from kb.domain.model import Audience
from kb.domain.outcomes import Done
from kb.domain.words import CONTRIBUTION_KINDS, LANGUAGES
from kb.questions import Row
from kb.questions.submitting import original
from kb.questions.vocabulary import vocabulary
from kb.ui import choose
from kb.ui.elements.change import carry_out, key
from kb.ui.frame import Here
from kb.ui.review import Reviewed
from kb.workflow.permission import Operation
from kb.workflow.publishing import LONGEST_REASON, correct, publish, undo, withdraw
from kb.workflow.redacting import WARNING, redact


def publishing(place: Here, one: Reviewed) -> None:
    """Publish the contribution whole; where coders differ, whose coding counts is chosen first."""
    st.header("Publish", anchor=False)
    id_ = one.row["contribution"]
    with st.form(key("publish", id_)):
        settled: dict[str, str] = {}
        for passage in one.disputed:
            names = {judged["coder"]: judged["coder_name"] for judged in one.judged(passage)}
            number = passage["position"]
            label = f"The coders differ on passage {number}: whose tags count?"
            chosen = choose.one(label, names, key=key(f"counts-{number}", id_))
            if chosen:
                settled[passage["passage"]] = chosen
        if st.form_submit_button("Publish as one revision", type="primary", key=key("publish-now", id_)):
            carry_out(lambda: publish(place.store, place.actor, id_, settled), Done.PUBLISHED)


def correcting(place: Here, contribution: Reviewed) -> None:
    """Correct what is recorded, the text of the passage that the address names, or the confidentiality."""
    row, words, asked = contribution.row, vocabulary(place.view), place.first("passage")
    one = next((passage for passage in contribution.passages if str(passage["position"]) == asked), None)
    # A form of its own for every state of the record: what somebody else corrected meanwhile is not put back.
    of = (dict(row), one and one["text"])
    meetings: dict[str | None, str] = {None: "No meeting"}
    meetings |= {code: words.label("meeting", code) for code in words.groups["meeting"]}
    # One that is not known stays as it is.
    kinds = CONTRIBUTION_KINDS | {row["kind"]: words.label("kind", row["kind"])}
    languages = LANGUAGES | {row["language"]: words.label("language", row["language"])}
    lines = {code: f"{code}: {words.label('line', code)}" for code in words.groups["line"]}
    with st.expander("Correct", expanded=one is not None), st.form(key("correct", of), border=False):
        values = {
            "meeting": choose.one("Meeting", meetings, row["meeting"], key=key("meeting", of)),
            "date": st.text_input(
                "Date: a day, a month or a year, as 2012-04-16", row["date"] or "", max_chars=10, key=key("date", of)
            ).strip()
            or None,
            "line": " ".join(
                sorted(
                    choose.several("Discussion lines", lines, default=(row["line"] or "").split(), key=key("line", of))
                )
            )
            or None,
            "kind": choose.one("Kind", kinds, row["kind"], key=key("kind", of)),
            "language": choose.one("Language", languages, row["language"], key=key("language", of)),
            "source_title": st.text_input(
                "Title of the source", row["source_title"], max_chars=500, key=key("source", of)
            ).strip(),
            "note": st.text_area(
                "Note, shown as a caveat", row["note"] or "", max_chars=2_000, key=key("note", of)
            ).strip()
            or None,
        }
        texts = {}
        if one is not None:
            said = st.text_area(
                f"Text of passage {asked}", one["text"], height=240, max_chars=LONGEST, key=key("text", of)
            )
            if said.strip() != one["text"]:
                texts[one["passage"]] = said
        until = st.date_input("Confidential until", row["public_from"], format="YYYY-MM-DD", key=key("until", of))
        public = st.checkbox("Public from now on", key=key("public", of))
        held = original(place.store.latest(Audience.STAFF), row["contribution"])
        shown = bool(held and held["shown"])
        pages = st.checkbox("Readers may see the pages of the file", shown, disabled=not held, key=key("pages", of))
        reason = st.text_input("Why it is corrected", max_chars=LONGEST_REASON, key=key("correct-why", of))
        if st.form_submit_button("Correct", key=key("correct-now", of)):
            changed = {name: value for name, value in values.items() if value != row[name]}
            day = datetime.now(UTC).date() if public else until if until != row["public_from"] else None
            carry_out(
                lambda: correct(
                    place.store,
                    place.actor,
                    row["contribution"],
                    reason,
                    changed,
                    texts,
                    day,
                    pages if pages != shown else None,
                ),
                Done.CORRECTED,
            )


def withdrawing(place: Here, row: Row) -> None:
    """Withdraw the contribution `row`, with a reason."""
    id_ = row["contribution"]
    with st.expander("Withdraw"), st.form(key("withdraw", id_), border=False):
        st.caption("It leaves every count. Older revisions still show its text to everybody who could see it.")
        reason = st.text_input("Why it is withdrawn", max_chars=LONGEST_REASON, key=key("withdraw-why", id_))
        if st.form_submit_button("Withdraw", key=key("withdraw-now", id_)):
            carry_out(lambda: withdraw(place.store, place.actor, id_, reason), Done.WITHDRAWN)


def redacting(place: Here, row: Row) -> None:
    """Take the text of the contribution `row` out of every revision, with a reason and the id typed once more."""
    if not place.actor.may(Operation.REDACT):
        return
    id_ = row["contribution"]
    with st.expander("Take out for good"), st.form(key("redact", id_), border=False):
        beside = ", ".join(os.path.basename(one) for one in kept_beside(place.store.place))
        st.caption(f"{WARNING} Outside the knowledge base: {beside}." if beside else WARNING)
        reason = st.text_input("Why, for everybody to read", max_chars=LONGEST_REASON, key=key("redact-why", id_))
        confirmed = st.text_input(f"Type {id_} to confirm", max_chars=200, key=key("redact-id", id_))
        if st.form_submit_button("Take out for good", key=key("redact-now", id_)):
            carry_out(
                lambda: redact(place.store, place.actor, id_, reason, confirmed),
                Done.REDACTED,
            )


def undoing(place: Here) -> None:
    """Undo a revision by its number, with a reason."""
    with st.expander("Undo a revision"), st.form(key("undo"), border=False):
        st.caption("History lists the revisions with their numbers. Undoing one makes another; none is deleted.")
        number = st.number_input("Number of the revision", min_value=1, step=1, value=None, key=key("undo-number"))
        reason = st.text_input("Why it is undone", max_chars=LONGEST_REASON, key=key("undo-why"))
        if st.form_submit_button("Undo revision", key=key("undo-now")):
            if number is None:
                st.error("Give the number of the revision. Nothing was changed.")
            else:
                revision = int(number)
                carry_out(lambda: undo(place.store, place.actor, revision, reason), Done.UNDONE, number=revision)


def forms(place: Here, one: Reviewed) -> None:
    """All that can be done with the contribution, as its status allows."""
    if one.row["status"] == "withdrawn":
        st.info("It was withdrawn. To bring it back, undo the revision that withdrew it.")
    else:
        publishing(place, one)
        st.header("Change", anchor=False)
        correcting(place, one)
        withdrawing(place, one.row)
    redacting(place, one.row)
