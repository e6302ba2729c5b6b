"""Coordination mechanisms (line c) and collaborations (line b): what States say and, apart, what others say."""

from collections import Counter
from collections.abc import Callable

from kb.cache import cached
from kb.domain.model import Scope, Voice
from kb.domain.words import VOICES, counted
from kb.queries import Row, Rows
from kb.queries.mechanisms import collaborations, mechanisms
from kb.queries.vocabulary import table_of, vocabulary
from kb.store import View
from kb.tables import Table
from kb.ui.markup import Html, element, join, link, text, wide_table

NOT_SAID = "not said"
MECHANISM_COLUMNS = (
    "State",
    "Mechanism",
    "Kind",
    "Legal basis",
    "Link to the disability or another convention",
    "Victims take part",
    "Who says so, and where",
)
COLLABORATION_COLUMNS = ("State", "With whom", "Area", "Benefit or challenge", "Who says so, and where")


@cached
def all_mechanisms(view: View, scope: Scope) -> Html:
    """Both tables for the States in the scope, each under a heading and a sentence that says what to take from it."""
    found, together = mechanisms.rows(view, scope), collaborations.rows(view, scope)
    return join(
        [
            element(
                "p",
                "Of the filters only those that choose States count here. What a State says of itself, or is reported "
                "to have said, stands first; what others say about it stands apart and is never counted as its own.",
            ),
            _section("Coordination mechanisms (line c)", mechanism_words(found), "h2"),
            _section("Working together with others (line b)", collaboration_words(together), "h2"),
        ]
    )


@cached
def tables(view: View, scope: Scope) -> tuple[Table, Table]:
    """The mechanisms and the collaborations of the States in the scope, for files."""
    words = vocabulary(view)
    return (
        table_of(mechanisms, "Coordination mechanisms", mechanisms.rows(view, scope), words),
        table_of(collaborations, "Collaborations", collaborations.rows(view, scope), words),
    )


@cached
def of_state(view: View, scope: Scope, name: str) -> Html:
    """The mechanisms and collaborations of the one State that the scope chooses."""
    found, together = mechanisms.rows(view, scope), collaborations.rows(view, scope)
    if not found and not together:
        none = f"No passage held tells of a coordination mechanism of {name}, nor of a collaboration. It may have both."
        return element("section", element("h2", "Mechanisms and collaborations: none told of"), element("p", none))
    title = f"{counted(len(found), 'mechanism')} and {counted(len(together), 'collaboration')} told of"
    return element(
        "section",
        element("h2", title),
        _section("Coordination mechanisms", mechanism_words(found), "h3"),
        _section("Working together with others", collaboration_words(together), "h3"),
    )


def mechanism_words(rows: Rows) -> list[Html]:
    """A sentence on the mechanisms, and their tables."""
    if not rows:
        return [_nothing("coordination mechanism")]
    taking_part = Counter(row["victims_take_part"] for row in rows)
    said = (
        f"{_counts(rows, 'mechanism')} Victims take part in {taking_part['yes']}, do not in {taking_part['no']}; "
        f"of {taking_part[NOT_SAID]} it is not said."
    )
    return [element("p", said), *_tables("Coordination mechanisms", MECHANISM_COLUMNS, rows, _mechanism)]


def collaboration_words(rows: Rows) -> list[Html]:
    """A sentence on the collaborations, and their tables."""
    if not rows:
        return [_nothing("collaboration")]
    outcome = Counter(row["outcome"] for row in rows)
    said = (
        f"{_counts(rows, 'collaboration')} {outcome['benefit']} tell of a benefit, {outcome['challenge']} of a "
        f"challenge; of {outcome[NOT_SAID]} neither is said."
    )
    return [element("p", said), *_tables("Collaborations", COLLABORATION_COLUMNS, rows, _collaboration)]


def _section(title: str, content: list[Html], level: str) -> Html:
    return element("section", element(level, title), *content)


def _counts(rows: Rows, noun: str) -> str:
    own = sum(bool(row["own"]) for row in rows)
    states = len({row["state"] for row in rows})
    return (
        f"{counted(len(rows), noun)} of {counted(states, 'State')}: {own or 'none'} told of by the State, "
        f"itself or as reported, {len(rows) - own or 'none'} by others."
    )


def _nothing(noun: str) -> Html:
    return element(
        "p",
        f"No published passage held tells of a {noun} of the States you chose. That does not mean that there is none: "
        "only what passages clearly say is entered here. Choose other States, or none, to see more.",
        class_="note",
    )


def _tables(title: str, columns: tuple[str, ...], rows: Rows, cells: Callable[[Row], list[object]]) -> list[Html]:
    parts = (
        (f"{title}: told of by the State, itself or as reported", [row for row in rows if row["own"]]),
        (f"{title}: according to others", [row for row in rows if not row["own"]]),
    )
    return [
        wide_table(caption, columns, (cells(row) for row in found), label=caption, roomy=True)
        for caption, found in parts
        if found
    ]


def _mechanism(row: Row) -> list[object]:
    return [
        _state(row),
        row["name"],
        row["kind"],
        row["legal_basis"] or NOT_SAID,
        row["crpd_link"] or NOT_SAID,
        row["victims_take_part"],
        join([_who(row), ", ", _passage(row, row["name"])]),
    ]


def _collaboration(row: Row) -> list[object]:
    where = join([_who(row), ", ", _passage(row, row["partners"])])
    return [_state(row), row["partners"], row["area"], row["outcome"], where]


def _state(row: Row) -> Html:
    return link(row["state_name"], "states", {"state": row["state"]})


def _who(row: Row) -> Html:
    voice = VOICES[row["voice"]].name
    if row["own"]:
        first_hand = row["voice"] == Voice.OWN
        return text(f"The State itself ({voice})" if first_hand else f"The State, as reported ({voice})")
    return join([element("strong", "Others: "), f"{row['contributor_label']} ({voice})"])


def _passage(row: Row, about: str) -> Html:
    query = {"contribution": row["contribution"], "passage": row["position"]}
    label = f"Passage {row['position']} on {about}"
    return link(f"passage {row['position']}", "contributions", query, aria_label=label)
