"""The shared filters: one declaration each, which gives the key in the address, the widget, the field of the scope and
the words of the sentence, so that link, question and what the reader sees cannot drift apart.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from kb.domain.catalogue import gettext as _
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
    Filter("instrument", "instrument", _("Instrument"), Kind.ONE, "", often=True),
    Filter(
        "meeting",
        "meetings",
        _("Meeting"),
        Kind.MANY,
        "",
        _("Without a choice: all meetings while the text holds."),
        True,
    ),
    Filter("from", "since", _("From"), Kind.DAY, _("from {}")),
    Filter("to", "until", _("To"), Kind.DAY, _("until {}")),
    Filter("state", "states", _("State"), Kind.MANY, "{}", often=True),
    Filter("region", "regions", _("Regional group"), Kind.MANY, "{}"),
    Filter("affected", "affected", _("Victims"), Kind.MANY, "{}", _("Whether the State has cluster munition victims.")),
    Filter("status", "statuses", _("Party status"), Kind.MANY, "{}", _("Status on the day named in the sentence.")),
    Filter("provision", "provisions", _("Action or article"), Kind.MANY, _("only on {}"), often=True),
    Filter("theme", "themes", _("Theme"), Kind.MANY, _("only the theme {}"), often=True),
    Filter("line", "lines", _("Discussion line"), Kind.MANY, _("only the discussion line {}")),
    Filter("assessment", "assessments", _("Assessment"), Kind.MANY, _("only passages assessed as {}")),
    Filter("voice", "voices", _("Voice"), Kind.MANY, _("only this voice: {}"), brief=True),
    Filter("rev", "revision", _("Revision"), Kind.REVISION, ""),
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
        return tuple(_("{fault} and was left out.").format(fault=fault) for fault in self.faults)


def bounded(query: Query) -> tuple[dict[str, list[str]], tuple[str, ...]]:
    """What of an address is read, and for each thing that was cut what is the matter with it."""
    kept, faults = {}, []
    if len(query) > MOST_KEYS:
        faults.append(_("The address has more than {number} keys").format(number=MOST_KEYS))
    for key in list(query)[:MOST_KEYS]:
        if len(key) > LONGEST:
            faults.append(_("“{key}” in the address is too long").format(key=shown(key)))
            continue
        if len(query[key]) > MOST:
            faults.append(_("“{key}” has more than {number} values").format(key=shown(key), number=MOST))
        if any(len(value) > LONGEST for value in query[key][:MOST]):
            faults.append(_("“{key}” is longer than {number} characters").format(key=shown(key), number=LONGEST))
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
                faults.append(_("{filter} “{value}” is not known here").format(filter=item.label, value=shown(given)))
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
        parts.append(_("all States"))
    return _("{scope}. Status of States on {day}. Revision {revision}.").format(
        scope=", ".join(parts), day=day_words(day), revision=words.revision
    )


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
    states = _("some States") if scope.limits_states and not who else _("all States")
    return " · ".join([" ".join([where, *period]), listed(who) if who else states])


def unlimited(scope: Scope, words: Vocabulary) -> str:
    """Which meetings and States are meant where the scope names none: beside what it names."""
    parts = [] if scope.meetings else [_all_meetings(scope, words)]
    return " · ".join([*parts, *([] if scope.limits_states else [_("all States")])])


def _all_meetings(scope: Scope, words: Vocabulary) -> str:
    life = words.life(scope.instrument)
    return _("All meetings, {life}").format(life=life) if life else _("All meetings of the Convention")


def _places(scope: Scope, words: Vocabulary) -> str:
    """Where what is in the scope was said, in words."""
    if ANY_MEETING in scope.meetings:
        return _("everything, other conventions included")
    meetings = [words.label("meeting", code) for code in scope.meetings if code != OUTSIDE_MEETINGS]
    if not scope.meetings:
        life = words.life(scope.instrument)
        meetings = [_("every meeting of the Convention on Cluster Munitions") + (f" ({life})" if life else "")]
    places = [_("contributions to {meetings}").format(meetings=listed(meetings))] if meetings else []
    places += [_("material made to no meeting")] if OUTSIDE_MEETINGS in scope.meetings else []
    return listed(places)


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
        faults.append(_("The period ends before it begins"))
        values.pop("since")
        values.pop("until")
    provisions = values.get("provisions", ())
    if provisions and "instrument" not in values:
        values["instrument"] = words.groups["provision"][provisions[0]]
    instrument = values.get("instrument", Scope.instrument)
    kept = tuple(code for code in provisions if words.groups["provision"][code] == instrument)
    for code in provisions:
        if code not in kept:
            faults.append(
                _("{provision} is not part of the {instrument}").format(
                    provision=words.label("provision", code), instrument=words.label("instrument", instrument)
                )
            )
    if provisions:
        values["provisions"] = kept


def shown(value: str) -> str:
    """A value from an address, cut to what a sentence can carry."""
    return value if len(value) <= SHOWN_VALUE else value[:SHOWN_VALUE] + "…"
