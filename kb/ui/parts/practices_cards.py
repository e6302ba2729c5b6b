"""A passage of others on the screen Practices: what it says, whose it is, and why it stands where it stands."""

from collections.abc import Sequence

from kb.domain.model import OWN_VOICES
from kb.domain.passage_words import in_whose_words
from kb.domain.vocabulary import Vocabulary
from kb.queries import Row
from kb.search.practices import Match, StateTraits
from kb.search.practices_words import why
from kb.ui.markup import Html, Query, element
from kb.ui.parts.practices_brief import add_or_remove
from kb.ui.passages import codes, provenance, speaker, text_held

RULE = (
    "Nearness: passages on the same provision or a part of it; then on a provision of the other instrument that we "
    "match with it; then only on the same theme.",
    "Likeness: States that have cluster munition victims as yours has; then States of the same regional group; then "
    "of the same status under the Convention. What an organisation says about a State is compared by that State; what "
    "is of no State comes after.",
    "Voice: first-hand; then background, an organisation about itself; then second-hand.",
    "Date: newer before older; without a date last.",
    "What a third party says about another State stands last and apart, whatever else holds: that State did not say "
    "it.",
)
BESIDES = (
    "A passage counts here when we assessed it as practice, progress or offer. Passages of your State, and what "
    "organisations and third parties say about it, are not among them, nor are the meetings’ own pages, which are "
    "nobody’s contribution. The theme of a provision is one that stands on at least half of the passages coded to it, "
    "and on two or more. Provisions and themes are coded by us, and the matching of provisions is ours too: no State "
    "says that its passage answers your need."
)
FILTERED = (
    "Of your filters, meetings, period, line and theme hold for your State’s needs and for the passages of others "
    "alike, but for what third parties say about a State: they say it at no meeting. An action or article chooses "
    "among the needs; those on States, voices and assessments choose among others only. Gaps are those of the "
    "instrument you chose, challenges count on either."
)


def rule(*, opened: bool = False) -> Html:
    """The rule of the ranking, in plain words; its gist always in sight."""
    return element(
        "details",
        element("summary", "The order: nearest first, then States most like yours, then first-hand, then latest"),
        element("ol", *(element("li", one) for one in RULE)),
        element("p", BESIDES),
        element("p", FILTERED),
        open="" if opened else None,
    )


def card(
    match: Match,
    row: Row,
    mine: tuple[str, StateTraits] | None,
    words: Vocabulary,
    query: Query,
    brief: Html,
    place: str | None,
) -> Html:
    """The passage with why it is here, and `brief`, the way into the reader's brief; `place` is the id of the card."""
    own = row["voice"] in OWN_VOICES and row["state"] is not None
    return element(
        "article",
        element("p", speaker(row, words), class_="quiet"),
        text_held(row["text"], row),
        element("p", element("strong", "Why it is here: "), why(match, row, mine, words)),
        element("p", codes(row, words, query)),
        element("p", provenance(row, query), class_="quiet"),
        element("p", brief),
        class_=None if own else "other",
        id=place,
        aria_label=f"Passage {row['position']} of {row['contributor_label']}, {in_whose_words(row)}",
    )


def in_brief(row: Row, need: str, brief: Sequence[str], at: str | None, query: Query) -> tuple[Html, str | None]:
    """The way of a passage under a need into the brief, and the id of its card: it takes the focus after a change."""
    place = f"{need}/{row['passage']}"
    return add_or_remove(row, place, brief, query), "asked" if place == at else None
