"""The moves made at a desk, as both facilitators see them: who, when, what became of each."""

from kb.desk.moves import Kind
from kb.desk.state import Outcome
from kb.desk.words import did, overtaken, why_refused
from kb.domain.words import counted
from kb.ui.markup import Html, element, join, text
from kb.ui.work.session import Desk, button, can_be_undone

SHOWN = 4


def log(desk: Desk) -> Html:
    """The last moves, the latest first, those before folded away."""
    items = [_item(desk, outcome) for outcome in reversed(desk.session.log)]
    before = items[SHOWN:]
    return element(
        "section",
        element("h2", "Moves"),
        element("ol", *items[:SHOWN], class_="moves"),
        element(
            "details",
            element("summary", counted(len(before), "earlier move")),
            element("ol", *before, class_="moves"),
            data_of="earlier",
        )
        if before
        else "",
        data_seen=desk.seen,
    )


def told(desk: Desk, outcome: Outcome) -> Html:
    """A move in a sentence: who, what, and what became of it."""
    session = desk.session
    by, done = desk.by(outcome.person), did(session, outcome)
    said = [element("bdi", by), f" {done}."] if by else [text(f"{done[:1].upper()}{done[1:]}.")]
    if outcome.refused:
        said.append(element("strong", f" Not carried out: {why_refused(session, outcome.refused, desk.person)}."))
    if outcome.undone:
        said.append(element("strong", " Undone."))
    if outcome.overtook:
        said.append(element("em", f" Note: {overtaken(session, outcome, desk.person)}."))
    return join(said)


def _item(desk: Desk, outcome: Outcome) -> Html:
    said = [element("span", f"{outcome.number}. {desk.time(outcome.at)} ", class_="quiet"), told(desk, outcome)]
    done = did(desk.session, outcome)
    if can_be_undone(outcome):
        said += [Html(" "), button("Undo", "undo", outcome.number, aria_label=f"Undo move {outcome.number}: {done}")]
    elif outcome.kind is Kind.UNDO and not outcome.refused and not outcome.undone:
        said += [Html(" "), button("Put back", "undo", outcome.number, aria_label=f"Put back: {done}")]
    is_off = outcome.refused or outcome.undone
    return element("li", join(said), class_="off" if is_off else None, dir="auto")
