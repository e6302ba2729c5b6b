"""What there is to ask for: an address each, with its words, its own parameters, its rows and where these come from."""

from collections.abc import Callable
from dataclasses import dataclass

from kb.api import questions, shapes
from kb.api.answering import Found
from kb.api.asking import FORM, PAGING, Asked, Parameter
from kb.api.shapes import Shape
from kb.queries import Row


@dataclass(frozen=True)
class Resource:
    """An address: `path` with the id it names in braces, if it names one; `rows` or `row` answers."""

    path: str
    title: str
    says: str
    shape: type[Shape]
    rows: Callable[[Asked], Found] | None = None
    row: Callable[[Asked], Row] | None = None
    own: tuple[Parameter, ...] = ()

    @property
    def name(self) -> str:
        """The first word of the path."""
        return self.path.split("/")[1]

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """What may be asked beside the scope."""
        return (*self.own, *(PAGING if self.rows else ()), FORM)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that go out, in order."""
        return tuple(self.shape.model_fields)


RESOURCES = (
    Resource(
        "/states",
        "States",
        "The States of the scope, by name, with what is held of each beside the coverage.",
        shapes.State,
        rows=questions.states,
    ),
    Resource(
        "/states/{state}",
        "One State",
        "Its names, treaty dates, status on the day that counts, and sources.",
        shapes.StateProfile,
        row=questions.state,
    ),
    Resource(
        "/provisions",
        "Provisions",
        "The provisions of the scope's instrument in reading order, each with the States that reported among those it"
        " binds.",
        shapes.Provision,
        rows=questions.provisions,
    ),
    Resource(
        "/provisions/{provision}",
        "One provision",
        "A provision of whichever instrument, likewise.",
        shapes.Provision,
        row=questions.provision,
    ),
    Resource(
        "/coverage",
        "Coverage",
        "The record of every State on every provision of the scope: who has reported on what, who has not, and why.",
        shapes.Coverage,
        rows=questions.coverage,
    ),
)
