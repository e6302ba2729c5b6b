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
from kb.workflow.replying import ON_OWN, Reply, answer, decisions, reply


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
            provision = choose.one(
                "Action you propose (only with other tags)",
                {None: "About no action or article", **_provisions(place)},
                key=key("provision", of),
            )
            label, first = "Assessment you propose (only with other tags)", next(iter(CODED_AS))
            assessment = choose.one(label, CODED_AS, first, key=key("assessment", of))
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


def _provisions(place: Here) -> dict[str, str]:
    """The provisions by code, each with its instrument."""
    instruments = place.words.groups["provision"]
    return {code: f"{instruments[code]}, {name}" for code, name in place.words.labels["provision"].items()}


def answering(place: Here, row: Row) -> None:
    """The form for the answer to the reply `row`; accepting that a coding is contested asks for the one that counts."""
    of = row["reply"]
    possible = decisions(row["kind"])
    st.header("The answer", anchor=False)
    with st.form(key("answer", of)):
        st.caption("Every reader sees it under the reply.")
        only = 0 if len(possible) == 1 else None
        decision = st.radio(
            "Decision", possible, index=only, format_func=DECISIONS.__getitem__, key=key("decision", of)
        )
        codings = _codings(place, of) if row["kind"] == "contested" else None
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
        _provisions(place),
        key=key("provisions", of),
    )
    assessment = choose.one("If accepted: the assessment that counts from now on", CODED_AS, key=key("counting", of))
    if assessment is None:
        return None
    counting: list[str | None] = [*provisions]
    return [(code, assessment_or_fact(assessment)) for code in counting or [None]]
