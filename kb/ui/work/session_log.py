"""The moves made at a desk, as both facilitators see them: who, when, what became of each."""

import re

from kb.desk.moves import Kind
from kb.desk.state import Outcome
from kb.ui.markup import Html, element, join
from kb.ui.work.session import Desk, button, can_be_undone
from kb.words import counted

SHOWN = 4
_UNDID = re.compile(r"\bundid move (\d+)")


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


def in_full(desk: Desk, sentence: str) -> str:
    """What is said of a move, with names in place of codes; of an undoing also what was undone."""
    said_of = {outcome.number: outcome.said for outcome in desk.session.log}

    def undone(found: re.Match[str]) -> str:
        said = said_of.get(int(found[1]))
        return f"{found[0]}: {_UNDID.sub(undone, said)}" if said else found[0]

    return _UNDID.sub(undone, desk.named(sentence))


def told(desk: Desk, outcome: Outcome) -> Html:
    """A move in a sentence: who, what, and what became of it."""
    said = [element("bdi", desk.person(outcome.person)), f" {in_full(desk, outcome.said)}."]
    if outcome.refused:
        said.append(element("strong", f" Not carried out: {desk.named(outcome.refused)}."))
    if outcome.undone:
        said.append(element("strong", " Undone."))
    if outcome.also:
        said.append(element("em", f" Note: {desk.named(outcome.also)}."))
    return join(said)


def _item(desk: Desk, outcome: Outcome) -> Html:
    said = [element("span", f"{outcome.number}. {desk.time(outcome.at)} ", class_="quiet"), told(desk, outcome)]
    if can_be_undone(outcome):
        said += [
            Html(" "),
            button("Undo", "undo", outcome.number, aria_label=f"Undo move {outcome.number}: {outcome.said}"),
        ]
    elif outcome.kind is Kind.UNDO and not outcome.refused and not outcome.undone:
        said += [Html(" "), button("Put back", "undo", outcome.number, aria_label=f"Put back: {outcome.said}")]
    is_off = outcome.refused or outcome.undone
    return element("li", join(said), class_="off" if is_off else None, dir="auto")
