"""The pre-briefing as HTML: a card per speaker."""

from collections.abc import Iterable, Iterator, Sequence

from kb.desk.cards import Card, Gap, Who, in_two_lines
from kb.domain import filters
from kb.domain.model import Cell, Voice
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import CELLS, CODED_AS, CONTRIBUTION_KINDS, ONLY_AS_COORDINATOR, VOICES, counted
from kb.queries import Row
from kb.ui.markup import Html, element, join, link
from kb.ui.passages import passage_list

EARLIER = "Before means: at meetings of the Convention that were over before the day of the session, published."
NOT_KNOWN_MET = "Whether a request or an offer was met is not known here."
_NOT_SAID = "not said"


def cards_html(cards: Sequence[Card], words: Vocabulary) -> Html:
    """The cards, one below the other; those of whoever spoke folded away at the end."""
    if not cards:
        return element("p", "Nobody is on the list, so there are no cards.", class_="note")
    spoke = [_card(card, words) for card in cards if card.has_spoken]
    title = f"Has or had the floor: {counted(len(spoke), 'card')}"
    return join(
        [
            element("p", EARLIER, class_="quiet"),
            *(_card(card, words) for card in cards if not card.has_spoken),
            element("details", element("summary", title), *spoke, data_of="cards-spoke") if spoke else "",
        ]
    )


def _card(card: Card, words: Vocabulary) -> Html:
    under = f"line{'s' if len(card.lines) > 1 else ''} {' and '.join(card.lines)}" if card.lines else "no line"
    lines = f"Speaks under {under}"
    more = list(_of_state(card, words) if card.who is Who.STATE else _of_organisation(card))
    return element(
        "article",
        element("h3", card.name),
        element("p", f"{lines}{f', {len(card.slots)} times' if len(card.slots) > 1 else ''}", class_="quiet"),
        *(element("p", line) for line in in_two_lines(card) if line),
        element("details", element("summary", f"More on {card.name}"), *more, data_of=f"card-{card.key}")
        if more
        else "",
        class_="whole",
        aria_label=f"Card of {card.name}",
    )


def _of_state(card: Card, words: Vocabulary) -> Iterator[Html]:
    yield from _reported(card)
    yield from _passages(f"The latest of {counted(card.before.passages, 'passage')}", card.latest, words)
    yield element("h4", "Not held on the actions under these lines")
    yield element("p", card.bound)
    yield from _gaps(card.gaps)
    yield from _passages(counted(len(card.requests), "request"), card.requests, words)
    yield from _passages(counted(len(card.offers), "offer"), card.offers, words)
    if card.requests or card.offers:
        yield element("p", NOT_KNOWN_MET)
    yield element("h4", "Coordination mechanisms (line c)")
    if card.mechanisms:
        yield element("ul", *(element("li", _mechanism(row)) for row in card.mechanisms))
    else:
        yield element("p", "No passage held tells of one. That does not mean that there is none.")


def _reported(card: Card) -> Iterator[Html]:
    if not card.before.scope:
        return
    yield element("h4", "Reported before")
    query = {**filters.query(card.before.scope), "list": "passages"}
    whole = counted(card.before.passages, "passage")
    yield element("p", link(whole, "contributions", query, aria_label=f"{whole} of {card.name} before"), " in all")
    yield element("ul", *(element("li", *_on_action(card, position)) for position in range(len(card.actions))))


def _on_action(card: Card, position: int) -> Iterator[object]:
    one = card.actions[position]
    said = counted(one.before.passages, "passage")
    yield f"{one.name}{f' ({one.short_title})' if one.short_title else ''}: "
    if one.before.scope:
        query = {**filters.query(one.before.scope), "list": "passages"}
        yield link(said, "contributions", query, aria_label=f"{said} of {card.name} on {one.name}")
    assessed = (f"{count} {CODED_AS[code].lower()}" for code, count in one.assessments.items())
    yield f", assessed as {', '.join(assessed)}"


def _passages(title: str, rows: Sequence[Row], words: Vocabulary) -> Iterator[Html]:
    if rows:
        yield element("h4", title)
        yield passage_list(rows, words, {})


def _gaps(gaps: Iterable[Gap]) -> Iterator[Html]:
    """Why nothing is reported, reason by reason, with the actions."""
    by_cell: dict[tuple[Cell, str], list[Gap]] = {}
    for gap in gaps:
        by_cell.setdefault((gap.cell, gap.bound), []).append(gap)
    lines = (
        element(
            "li",
            element("strong", f"{CELLS[cell].mark} {CELLS[cell].name}"),
            ", not known whether bound" if bound == "unknown" else "",
            f". {CELLS[cell].meaning} ",
            f"It {ONLY_AS_COORDINATOR}. " if any(gap.only_as_coordinator for gap in found) else "",
            join((_action(gap) for gap in found), "; "),
        )
        for (cell, bound), found in by_cell.items()
    )
    if by_cell:
        yield element("ul", *lines)


def _action(gap: Gap) -> str:
    return f"{gap.name}: {gap.short_title}" if gap.short_title else gap.name


def _mechanism(row: Row) -> Html:
    said = "the State itself" if row["own"] and row["voice"] == Voice.OWN else "the State, as reported"
    who = said if row["own"] else f"according to others, {row['contributor_label']}"
    query = {"contribution": row["contribution"], "passage": row["position"]}
    return join(
        [
            element("strong", row["name"]),
            f"; victims take part: {row['victims_take_part']}; legal basis: {row['legal_basis'] or _NOT_SAID}; {who} "
            f"({VOICES[row['voice']].name}), ",
            link("passage", "contributions", query, aria_label=f"Passage on {row['name']}"),
        ]
    )


def _of_organisation(card: Card) -> Iterator[Html]:
    if card.contributed:
        yield element("ul", *(element("li", _contribution(row, card.name)) for row in card.contributed))


def _contribution(row: Row, name: str) -> Html:
    kind, day = CONTRIBUTION_KINDS[row["kind"]], row["date"] or "no date"
    where = row["meeting"] or "to no meeting"
    label = f"{kind} of {name}, {where}, {day}"
    return join(
        [
            link(row["source_title"], "contributions", {"contribution": row["contribution"]}, aria_label=label),
            f": {kind.lower()}, {where}, {day}, {VOICES[row['voice']].name}, {counted(row['passages'], 'passage')}",
        ]
    )
