"""A passage of others on the screen Practices: what it says, whose it is, and why it stands where it stands."""

from collections.abc import Sequence

from kb.model import OWN_VOICES
from kb.practices import Alike, Match, Near, Standing
from kb.queries import Row
from kb.ui.markup import Html, Query, element
from kb.ui.parts.passages import codes, in_whose_words, provenance, speaker, text_held
from kb.ui.parts.practices_brief import add_or_remove
from kb.vocabulary import Vocabulary
from kb.words import ASSESSMENTS, PARTY_STATUSES, VOICES

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
        element("summary", "The order: nearest first, then States most like yours, then first-hand, then newest"),
        element("ol", *(element("li", one) for one in RULE)),
        element("p", BESIDES),
        element("p", FILTERED),
        open="" if opened else None,
    )


def card(
    match: Match,
    row: Row,
    mine: tuple[str, Standing] | None,
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


def why(match: Match, row: Row, mine: tuple[str, Standing] | None, words: Vocabulary) -> str:
    """Why a passage stands where it stands, in the order of the rule."""
    said = [nearness(match, words)]
    if mine:
        said.append(_likeness(match, mine, words))
    said.append("not said by that State, so it stands last" if match.said.by_others else VOICES[row["voice"]].name)
    said.append(row["date"] or "no date")
    return "; ".join(said) + "."


def nearness(match: Match, words: Vocabulary) -> str:
    """How near the passage is to the need, and as what it is assessed there."""
    one, labels = match.said, words.short["provision"]
    names = _listed([labels.get(code, code) for code in match.shared])
    if match.near is Near.THEME:
        themes = _listed([words.label("theme", code) for code in match.shared])
        return f"{_assessed(sorted(one.assessments))} on the same theme, {themes}"
    assessed = _assessed(sorted(frozenset[str]().union(*(one.whole[code] for code in match.shared))))
    part = "" if any(code in one.coded for code in match.shared) else "a part of "
    if match.near is Near.MATCHED:
        return f"{assessed} on {part}{names}, which we match with it"
    if match.near is Near.WHOLE:
        return f"{assessed} on {names}, of which it is a part"
    return f"{assessed} on {part}{names}" if part else f"{assessed} on the same provision, {names}"


def _likeness(match: Match, mine: tuple[str, Standing], words: Vocabulary) -> str:
    name, standing = mine
    if not match.said.of:
        return "of no State, so not compared"
    shared = {
        Alike.AFFECTED: "victims",
        Alike.REGION: f"regional group ({standing.region})",
        Alike.STATUS: f"status ({PARTY_STATUSES[standing.status]})",  # type: ignore[index]
    }
    alike = [shared[one] for one in Alike if one in match.alike]
    about = "" if match.said.states else f"about {words.label('state', match.said.of[0])}, which "
    return f"{about}shares with {name}: {_listed(alike)}" if alike else f"{about}is in nothing compared like {name}"


def _assessed(assessments: Sequence[str]) -> str:
    words = _listed([ASSESSMENTS[one].lower() for one in assessments])  # type: ignore[index]
    return f"assessed as {words}"


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def in_brief(row: Row, need: str, brief: Sequence[str], at: str | None, query: Query) -> tuple[Html, str | None]:
    """The way of a passage under a need into the brief, and the id of its card: it takes the focus after a change."""
    place = f"{need}/{row['passage']}"
    return add_or_remove(row, place, brief, query), "asked" if place == at else None
