"""Replying and answering: each is one revision, or a sentence why not."""

import streamlit as st

from kb.domain.model import assessment_or_fact
from kb.domain.outcomes import Done
from kb.domain.words import CODED_AS
from kb.questions import Row
from kb.ui import choose
from kb.ui.elements.change import carry_out, key
from kb.ui.frame import Here
from kb.ui.replies.made import DECISIONS, KINDS
from kb.workflow.replying import ON_OWN, Reply, answer, reply


def replying(place: Here, row: Row) -> None:
    """The form for a reply to the passage `row`: on how one's own is coded, or a comment on what others say."""
    of = row["passage"]
    own = row["reply_to"] == "own"
    st.header("Your reply" if own else "Your comment", anchor=False)
    with st.form(key("reply", of)):
        st.caption("Every reader sees it under the passage, with the name of your State or organisation.")
        kind: str | None = "comment"
        provision, assessment = None, None
        if own:
            # Nothing is chosen beforehand: nobody is to confirm, or accept, by mistake.
            kind = st.radio("What you say", ON_OWN, index=None, format_func=KINDS.__getitem__, key=key("kind", of))
            provision = _provision(place, of)
            assessment = st.selectbox(
                "Assessment you propose (only with other tags)",
                list(CODED_AS),
                format_func=CODED_AS.__getitem__,
                key=key("assessment", of),
            )
        reason = st.text_area(
            "Reason (not needed to confirm)" if own else "Comment", max_chars=5_000, key=key("reason", of)
        )
        if st.form_submit_button("Send the reply", type="primary", key=key("send", of)):
            proposed = kind == "proposed"
            said = Reply(
                of,
                kind or "",
                reason,
                provision if proposed else None,
                assessment_or_fact(assessment) if proposed and assessment else None,
            )
            carry_out(lambda: reply(place.store, place.actor, said), Done.REPLIED)


def _provision(place: Here, of: str) -> str | None:
    provisions = place.words.groups["provision"]
    chosen: str | None = st.selectbox(
        "Action you propose (only with other tags)",
        [None, *provisions],
        format_func=lambda code: _named(place, code) if code else "About no action or article",
        key=key("provision", of),
    )
    return chosen


def _named(place: Here, code: str) -> str:
    return f"{place.words.groups['provision'][code]}, {place.words.label('provision', code)}"


def answering(place: Here, row: Row) -> None:
    """The form for the answer to the reply `row`; accepting that a coding is contested asks for the one that counts."""
    of = row["reply"]
    asks = row["kind"] in ("contested", "proposed")
    st.header("The answer", anchor=False)
    with st.form(key("answer", of)):
        st.caption("Every reader sees it under the reply.")
        decisions = ("accepted", "kept") if asks else ("noted",)
        decision = st.radio(
            "Decision", decisions, index=None if asks else 0, format_func=DECISIONS.__getitem__, key=key("decision", of)
        )
        codings: list[tuple[str | None, str | None]] | None = None
        if row["kind"] == "contested":
            codings = _codings(place, of)
        said = st.text_area("The answer in words", max_chars=5_000, key=key("words", of))
        if st.form_submit_button("Answer", type="primary", key=key("answer-now", of)):
            carry_out(
                lambda: answer(place.store, place.actor, of, decision or "", said, codings),
                Done.ANSWERED,
            )


def _codings(place: Here, of: str) -> list[tuple[str | None, str | None]] | None:
    """The codings that count from now on, with one assessment; None as long as there is no assessment."""
    provisions = choose.several(
        "If accepted: the actions that count from now on",
        list(place.words.groups["provision"]),
        format_func=lambda code: _named(place, code),
        key=key("provisions", of),
    )
    assessment = st.selectbox(
        "If accepted: the assessment that counts from now on",
        list(CODED_AS),
        index=None,
        format_func=CODED_AS.__getitem__,
        key=key("counting", of),
    )
    if assessment is None:
        return None
    counting: list[str | None] = [*provisions]
    return [(code, assessment_or_fact(assessment)) for code in counting or [None]]
