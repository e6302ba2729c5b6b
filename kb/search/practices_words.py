"""Why a passage of others is of use for a need, in words: the same on the screens and in the files that leave them."""

from collections.abc import Sequence

from kb.domain.catalogue import gettext as _
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
        _("not said by that State, so it stands last") if match.candidate.by_others else VOICES[row["voice"]].name
    )
    parts.append(row["date"] or _("no date"))
    return "; ".join(parts) + "."


def nearness(match: Match, words: Vocabulary) -> str:
    """How near the passage is to the need, and as what it is assessed there."""
    one, labels = match.candidate, words.short["provision"]
    names = listed([labels.get(code, code) for code in match.shared])
    if match.near is Near.THEME:
        themes = listed([words.label("theme", code) for code in match.shared])
        return _("{assessed} on the same theme, {themes}").format(
            assessed=_assessed(sorted(one.assessments)), themes=themes
        )
    assessed = _assessed(sorted(frozenset[str]().union(*(one.whole[code] for code in match.shared))))
    is_whole = any(code in one.coded for code in match.shared)
    if match.near is Near.MATCHED and is_whole:
        text = _("{assessed} on {names}, which we match with it")
    elif match.near is Near.MATCHED:
        text = _("{assessed} on a part of {names}, which we match with it")
    elif match.near is Near.WHOLE:
        text = _("{assessed} on {names}, of which it is a part")
    else:
        text = _("{assessed} on {names} too") if is_whole else _("{assessed} on a part of {names}")
    return text.format(assessed=assessed, names=names)


def _likeness(match: Match, mine: tuple[str, StateTraits], words: Vocabulary) -> str:
    name, standing = mine
    if not match.candidate.of:
        return _("of no State, so not compared and after States")
    shared = {
        Alike.AFFECTED: _("victims"),
        Alike.REGION: _("regional group ({group})").format(group=standing.region),
        Alike.STATUS: _("status ({status})").format(status=PARTY_STATUSES[standing.status]),  # type: ignore[index]
    }
    alike = [shared[one] for one in Alike if one in match.alike]
    said = {"name": name, "alike": listed(alike) if alike else ""}
    if match.candidate.states:
        text = _("shares with {name}: {alike}") if alike else _("is in nothing compared like {name}")
        return text.format(**said)
    of_alike = _("about {other}, which shares with {name}: {alike}")
    text = of_alike if alike else _("about {other}, which is in nothing compared like {name}")
    return text.format(other=words.label("state", match.candidate.of[0]), **said)


def _assessed(assessments: Sequence[str]) -> str:
    words = listed([ASSESSMENTS[one].lower() for one in assessments])  # type: ignore[index]
    return _("assessed as {assessments}").format(assessments=words)
