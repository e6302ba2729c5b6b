"""Why a passage of others is of use for a need, in words: the same on the screens and in the files that leave them."""

from collections.abc import Sequence

from kb.domain.vocabulary import Vocabulary
from kb.domain.words import ASSESSMENTS, PARTY_STATUSES, VOICES, listed
from kb.questions import Row
from kb.search.practices import Alike, Match, Near, StateTraits


def why(match: Match, row: Row, mine: tuple[str, StateTraits] | None, words: Vocabulary) -> str:
    """Why a passage stands where it stands, in the order of the rule."""
    parts = [nearness(match, words)]
    if mine:
        parts.append(_likeness(match, mine, words))
    parts.append(
        "not said by that State, so it stands last" if match.candidate.by_others else VOICES[row["voice"]].name
    )
    parts.append(row["date"] or "no date")
    return "; ".join(parts) + "."


def nearness(match: Match, words: Vocabulary) -> str:
    """How near the passage is to the need, and as what it is assessed there."""
    one, labels = match.candidate, words.short["provision"]
    names = listed([labels.get(code, code) for code in match.shared])
    if match.near is Near.THEME:
        themes = listed([words.label("theme", code) for code in match.shared])
        return f"{_assessed(sorted(one.assessments))} on the same theme, {themes}"
    assessed = _assessed(sorted(frozenset[str]().union(*(one.whole[code] for code in match.shared))))
    part = "" if any(code in one.coded for code in match.shared) else "a part of "
    if match.near is Near.MATCHED:
        return f"{assessed} on {part}{names}, which we match with it"
    if match.near is Near.WHOLE:
        return f"{assessed} on {names}, of which it is a part"
    return f"{assessed} on {part}{names}" if part else f"{assessed} on {names} too"


def _likeness(match: Match, mine: tuple[str, StateTraits], words: Vocabulary) -> str:
    name, standing = mine
    if not match.candidate.of:
        return "of no State, so not compared and after States"
    shared = {
        Alike.AFFECTED: "victims",
        Alike.REGION: f"regional group ({standing.region})",
        Alike.STATUS: f"status ({PARTY_STATUSES[standing.status]})",  # type: ignore[index]
    }
    alike = [shared[one] for one in Alike if one in match.alike]
    about = "" if match.candidate.states else f"about {words.label('state', match.candidate.of[0])}, which "
    return f"{about}shares with {name}: {listed(alike)}" if alike else f"{about}is in nothing compared like {name}"


def _assessed(assessments: Sequence[str]) -> str:
    words = listed([ASSESSMENTS[one].lower() for one in assessments])  # type: ignore[index]
    return f"assessed as {words}"
