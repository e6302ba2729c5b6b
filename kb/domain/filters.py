"""The shared filters: one declaration each, which gives the key in the address, the widget, the field of the scope and
the words of the sentence, so that link, question and what the reader sees cannot drift apart.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from kb.domain.model import ANY_MEETING, OUTSIDE_MEETINGS, Scope
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import day_words, listed

Query = Mapping[str, Sequence[str]]
SHOWN_VALUE = 40
# What an address may hold, whoever sends it: signs of a value, values of a key, keys.
LONGEST, MOST, MOST_KEYS = 500, 200, 50


class Kind(Enum):
    """How many values a filter takes, and of what sort."""

    ONE = "one"
    MANY = "many"
    DAY = "day"
    REVISION = "revision"


@dataclass(frozen=True)
class Filter:
    """A shared filter. `key` stands in the address and names the kind of code; `phrase` is its part of the sentence.

    Filters used `often` are always in sight; `brief` ones stand in the sentence by their short names.
    """

    key: str
    field: str
    label: str
    kind: Kind
    phrase: str
    help: str = ""
    often: bool = False
    brief: bool = False


FILTERS = (
    Filter("instrument", "instrument", "Instrument", Kind.ONE, "", often=True),
    Filter(
        "meeting", "meetings", "Meeting", Kind.MANY, "", "Without a choice: all meetings while the text holds.", True
    ),
    Filter("from", "since", "From", Kind.DAY, "from {}"),
    Filter("to", "until", "To", Kind.DAY, "until {}"),
    Filter("state", "states", "State", Kind.MANY, "{}", often=True),
    Filter("region", "regions", "Regional group", Kind.MANY, "{}"),
    Filter("affected", "affected", "Victims", Kind.MANY, "{}", "Whether the State has cluster munition victims."),
    Filter("status", "statuses", "Party status", Kind.MANY, "{}", "Status on the day named in the sentence."),
    Filter("provision", "provisions", "Action or article", Kind.MANY, "only on {}", often=True),
    Filter("theme", "themes", "Theme", Kind.MANY, "only the theme {}", often=True),
    Filter("line", "lines", "Discussion line", Kind.MANY, "only the discussion line {}"),
    Filter("assessment", "assessments", "Assessment", Kind.MANY, "only passages assessed as {}"),
    Filter("voice", "voices", "Voice", Kind.MANY, "only this voice: {}", brief=True),
    Filter("rev", "revision", "Revision", Kind.REVISION, ""),
)
KEYS = frozenset(item.key for item in FILTERS)


@dataclass(frozen=True)
class Reading:
    """What an address asked for: the scope, and for each thing that was dropped from it what is the matter with it."""

    scope: Scope
    faults: tuple[str, ...]

    @property
    def dropped(self) -> tuple[str, ...]:
        """A sentence for each thing that was dropped."""
        return tuple(f"{fault} and was left out." for fault in self.faults)


def bounded(query: Query) -> tuple[dict[str, list[str]], tuple[str, ...]]:
    """What of an address is read, and for each thing that was cut what is the matter with it."""
    kept, faults = {}, []
    if len(query) > MOST_KEYS:
        faults.append(f"The address has more than {MOST_KEYS} keys")
    for key in list(query)[:MOST_KEYS]:
        if len(key) > LONGEST:
            faults.append(f"“{shown(key)}” in the address is too long")
            continue
        if len(query[key]) > MOST:
            faults.append(f"“{shown(key)}” has more than {MOST} values")
        if any(len(value) > LONGEST for value in query[key][:MOST]):
            faults.append(f"“{shown(key)}” is longer than {LONGEST} characters")
        kept[key] = [value[:LONGEST] for value in query[key][:MOST]]
    return kept, tuple(faults)


def read(query: Query, words: Vocabulary, latest: int) -> Reading:
    """The scope an address asks for. What is unknown or contradictory is dropped and said; never an error."""
    values: dict[str, Any] = {}
    faults: list[str] = []
    for item in FILTERS:
        good: list[Any] = []
        for given in dict.fromkeys(query.get(item.key, ())):
            value = _value(item, given, words, latest)
            if value is None or (item.kind is not Kind.MANY and good):
                faults.append(f"{item.label} “{shown(given)}” is not known here")
            else:
                good.append(value)
        if good:
            values[item.field] = tuple(good) if item.kind is Kind.MANY else good[0]
    _settle(values, faults, words)
    return Reading(Scope(**values), tuple(faults))


def query(scope: Scope) -> dict[str, list[str]]:
    """The part of an address that asks for this scope; reading it gives the scope back."""
    parameters = {}
    for item in FILTERS:
        value = getattr(scope, item.field)
        if value != getattr(Scope(), item.field):
            parameters[item.key] = [str(one) for one in value] if isinstance(value, tuple) else [str(value)]
    return parameters


def sentence(scope: Scope, words: Vocabulary, day: date) -> str:
    """The scope in words. `day` is the day on which the status of States counts."""
    parts = [f"{words.label('instrument', scope.instrument)}: {_places(scope, words)}"]
    for item in FILTERS:
        value = getattr(scope, item.field)
        if item.phrase and value:
            parts.append(item.phrase.format(_phrased(item, value, words)))
    if not scope.limits_states:
        parts.append("all States")
    return f"{', '.join(parts)}. Status of States on {day_words(day)}. Revision {words.revision}."


def span(scope: Scope, words: Vocabulary) -> str:
    """The meetings and the States of the scope in a few words, to stand in large beside a title."""
    meetings = [words.short["meeting"].get(code, words.label("meeting", code)) for code in scope.meetings]
    where = listed(meetings) if meetings else _all_meetings(scope, words)
    period = [
        item.phrase.format(day_words(value))
        for item in FILTERS
        if item.kind is Kind.DAY and (value := getattr(scope, item.field))
    ]
    who = [words.label("state", code) for code in scope.states]
    states = "some States" if scope.limits_states and not who else "all States"
    return " · ".join([" ".join([where, *period]), listed(who) if who else states])


def unlimited(scope: Scope, words: Vocabulary) -> str:
    """Which meetings and States are meant where the scope names none: beside what it names."""
    parts = [] if scope.meetings else [_all_meetings(scope, words)]
    return " · ".join([*parts, *([] if scope.limits_states else ["all States"])])


def _all_meetings(scope: Scope, words: Vocabulary) -> str:
    life = words.life(scope.instrument)
    return f"All meetings, {life}" if life else "All meetings of the Convention"


def _places(scope: Scope, words: Vocabulary) -> str:
    """Where what is in the scope was said, in words."""
    if ANY_MEETING in scope.meetings:
        return "everything, other conventions included"
    meetings = [words.label("meeting", code) for code in scope.meetings if code != OUTSIDE_MEETINGS]
    if not scope.meetings:
        life = words.life(scope.instrument)
        meetings = ["every meeting of the Convention on Cluster Munitions" + (f" ({life})" if life else "")]
    places = [f"contributions to {' and '.join(meetings)}"] if meetings else []
    places += ["material made to no meeting"] if OUTSIDE_MEETINGS in scope.meetings else []
    return " and ".join(places)


def _phrased(item: Filter, value: Any, words: Vocabulary) -> str:
    if isinstance(value, date):
        return day_words(value)
    labels = [words.short[item.key][code] if item.brief else words.label(item.key, code) for code in value]
    return listed(labels, "or")


def _value(item: Filter, given: str, words: Vocabulary, latest: int) -> Any:
    if item.kind is Kind.DAY:
        try:
            return date.fromisoformat(given) if len(given) == 10 else None
        except ValueError:
            return None
    if item.kind is Kind.REVISION:
        number = int(given) if given.isascii() and given.isdecimal() and len(given) < 10 else 0
        return number if 0 < number <= latest else None
    return given if given in words.labels[item.key] else None


def _settle(values: dict[str, Any], faults: list[str], words: Vocabulary) -> None:
    """Drop what contradicts itself."""
    if values.get("since", date.min) > values.get("until", date.max):
        faults.append("The period ends before it begins")
        values.pop("since")
        values.pop("until")
    provisions = values.get("provisions", ())
    if provisions and "instrument" not in values:
        values["instrument"] = words.groups["provision"][provisions[0]]
    instrument = values.get("instrument", Scope.instrument)
    kept = tuple(code for code in provisions if words.groups["provision"][code] == instrument)
    for code in provisions:
        if code not in kept:
            other = words.label("instrument", instrument)
            faults.append(f"{words.label('provision', code)} is not part of the {other}")
    if provisions:
        values["provisions"] = kept


def shown(value: str) -> str:
    """A value from an address, cut to what a sentence can carry."""
    return value if len(value) <= SHOWN_VALUE else value[:SHOWN_VALUE] + "…"
