"""Ids of provisions and their numbers: CCM-5.2.g is Article 5.2(g), VAP-27 is Action 27."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Wanted:
    """What is known of the instrument whose text is placed.

    code      of the instrument; what it begins with in ids
    unit      what its provisions are called: Action, Article, Commitment
    ids       the provisions recorded, in their order; empty for a new instrument
    chapters  the titles of chapters recorded
    """

    code: str
    unit: str = "Action"
    ids: tuple[str, ...] = ()
    chapters: tuple[str, ...] = ()

    @property
    def articles(self) -> bool:
        """Whether its provisions have paragraphs and points that are provisions themselves."""
        return self.unit == "Article"

    def id_of(self, steps: Sequence[str]) -> str:
        """The id that a number makes, given in its steps: 5, 2 and g give CCM-5.2.g."""
        return f"{self.code}-{'.'.join(steps)}"


def steps_of(id_: str) -> tuple[str, ...]:
    """The steps of an id's number: 5, 2 and g of CCM-5.2.g."""
    return tuple(id_.partition("-")[2].split("."))


def number_of(id_: str) -> str:
    """The number as a reader writes it: 5.2(g), 27."""
    figures = [one for one in steps_of(id_) if one[:1].isdigit()]
    return ".".join(figures) + "".join(f"({one})" for one in steps_of(id_)[len(figures) :])


def is_part(id_: str, of: str) -> bool:
    """Whether an id is that of a part of another provision: CCM-5.2.g of CCM-5.2 and of CCM-5."""
    return id_.startswith(f"{of}.")
