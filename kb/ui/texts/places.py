"""The places of lines in words, and which of them can be chosen."""

from collections.abc import Sequence

from kb.domain.catalogue import gettext as _
from kb.ingest.official.ids import Wanted, number_of, steps_of
from kb.ingest.official.table import Line, Place

PLACES = {
    Place.ABOVE: _("Above, as a paragraph"),
    Place.JOINED: _("Above, in the same paragraph"),
    Place.CHAPTER: _("Heading of a chapter"),
    Place.OUTSIDE: _("No part of an action or article"),
    Place.SKIP: _("Page header, note or contents"),
}


def name_of(id_: str, wanted: Wanted) -> str:
    """An action or article by its number: Action 27, Article 5.2(g)."""
    return f"{wanted.unit} {number_of(id_)}"


def choices(table: Sequence[Line], wanted: Wanted) -> dict[str, str]:
    """What can be chosen, by words: the places, then each action recorded or found, and those that may follow one."""
    found = {line.place for line in table if line.begins}
    ids = {*wanted.ids, *found}
    if not wanted.ids or wanted.articles:
        ids |= {wanted.id_of(steps) for id_ in found or [wanted.id_of(["0"])] for steps in _beside(steps_of(id_))}
    begins = {_("Begins {name}").format(name=name_of(id_, wanted)): id_ for id_ in sorted(ids, key=_order)}
    return {words: place.value for place, words in PLACES.items()} | begins


def words_of(place: str, wanted: Wanted) -> str:
    """A place in the words in which it is chosen."""
    if place in list(Place):
        return PLACES[Place(place)]
    return _("Begins {name}").format(name=name_of(place, wanted))


def _beside(steps: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The numbers before and after a number, and the first below it."""
    last = steps[-1]
    if last.isdecimal():
        beside = [str(number) for number in (int(last) - 1, int(last) + 1) if number > 0]
    else:
        beside = [
            chr(ord(last[0]) + step) for step in (-1, 1) if len(last) == 1 and "a" <= chr(ord(last) + step) <= "z"
        ]
    below = [(*steps, "1"), (*steps, "a")] if len(steps) < 3 and last.isdecimal() and last != "0" else []
    return [*((*steps[:-1], one) for one in beside), *below]


def _order(id_: str) -> tuple[tuple[int, str], ...]:
    return tuple((int(one), "") if one.isdecimal() else (0, one) for one in steps_of(id_))
