"""How States stand: one on the actions, in a sentence, marks and reasons; and all of them, most concerned first."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from kb.cache import cached
from kb.db import View
from kb.domain import filters
from kb.domain.catalogue import gettext as _
from kb.domain.catalogue import ngettext
from kb.domain.model import Affected, Bound, Cell, PartyStatus, Scope, Voice
from kb.domain.words import CELLS, ONLY_AS_COORDINATOR, TEXT_KINDS, counted
from kb.questions import Row, Rows, columns, records
from kb.questions.looks import state_standing
from kb.questions.overview import overview_states
from kb.questions.states import state_directory, state_listings
from kb.questions.vocabulary import labelled_table, vocabulary
from kb.tables import Column
from kb.ui import choose, frame, linked
from kb.ui.elements.listing import Listing
from kb.ui.markup import Html, address, element, link, render

WITHOUT_TEXT = ("link_only", "none")
STANDS = Column("stands", _("How it stands"), meaning=_("By its own words, as said or as others report them."))
COMPARED = 4
DIRECTORY = (
    *state_directory.columns,
    STANDS,
    columns.count("bound", _("Actions addressed to it"), columns.PROVISIONS, _("Those whose text is known.")),
    columns.count("reported", _("Actions reported on"), columns.PROVISIONS, _("Those on which it reported.")),
    columns.count("reported_bound", _("Of those addressed to it"), columns.PROVISIONS, _("Those that bind it.")),
    columns.count(
        "spoke", _("Spoke, text not found"), _("times"), _("How often it spoke and we do not have the text.")
    ),
    columns.truth("seen", _("Seen"), _("Whether it was seen at a meeting and is not known to have spoken.")),
    columns.truth("chaired", _("Spoke as Coordinator"), _("Whether it spoke as Coordinator or chair.")),
)
SHOWN = ("name", "stands", "reported_bound", "bound", "status_label", "affected_label", "regional_group_label")
# Who is most concerned comes first.
STATUSES = [status.value for status in PartyStatus]
VICTIMS = [Affected.YES, Affected.UNKNOWN, Affected.NO]


def state_finding(profile: Row, cells: Sequence[Row], unit: str) -> str:
    """What to take from a State's cells, as a title. `cells`: its rows of the coverage that are shown.

    What is not known to apply to it stands apart and is never counted as not; what has no text here is not counted.
    """
    name = profile["name"]
    if not cells:
        return {
            "left_out": _("{name} is left out by your filters"),
            "never_joined": _("{name} never joined the Convention"),
            "nothing_fits": _("{name}: no action or article fits your filters"),
        }[no_cells(profile)].format(name=name)
    known = [row for row in cells if row["cell"] != Cell.TEXT_MISSING]
    if not known:
        return _("{name}: the texts of what you filtered are missing here").format(name=name)
    bound = Counter(row["bound"] for row in known)
    reported = Counter(row["bound"] for row in known if row["cell"] == Cell.REPORTED)
    if reported:
        return _reported(name, bound, reported, unit)
    if not bound[Bound.YES] and not bound[Bound.UNKNOWN] and bound[Bound.NOT_ESTABLISHED]:
        return _("Not known which {unit}s apply to {name}").format(unit=unit, name=name)
    if not bound[Bound.YES] and not bound[Bound.UNKNOWN]:
        spoke = any(row["spoke"] for row in cells)
        text = _("{name} spoke; no {unit} applies to it") if spoke else _("No {unit} applies to {name}")
        return text.format(name=name, unit=unit)
    row = next(row for row in known if row["bound"] in (Bound.YES, Bound.UNKNOWN))
    if row["cell"] == Cell.NO_CONTRIBUTION and row["only_as_coordinator"]:
        return _("{name} spoke only as Coordinator or chair").format(name=name)
    text = {
        Cell.SILENT: _("{name} spoke, but on none of {actions}"),
        Cell.TEXT_NOT_HELD: _("{name} spoke, but its text was not found"),
        Cell.PENDING: _("{name} was heard; on {actions} nothing is published yet"),
    }.get(row["cell"], _("{name} is not heard yet on {actions}"))
    return text.format(name=name, actions=_of(bound, unit))


def _reported(name: str, bound: Mapping[str, int], reported: Mapping[str, int], unit: str) -> str:
    """A State that reported on something, of what applies to it, and on what else."""
    beside = sum(reported.values()) - reported[Bound.YES] - reported[Bound.UNKNOWN]
    if not bound[Bound.YES] and not bound[Bound.UNKNOWN]:
        text = _("{name} reported on {actions}; none is known to apply to it")
        return text.format(name=name, actions=counted(beside, unit))
    number = reported[Bound.YES] + reported[Bound.UNKNOWN]
    text = _("{name} reported on {number} of {actions}").format(name=name, number=number, actions=_of(bound, unit))
    return f"{text}, {_('and on {number} more').format(number=beside)}" if beside else text


def _of(bound: Mapping[str, int], unit: str) -> str:
    """How many apply to it, and how many may."""
    sure, perhaps = bound[Bound.YES], bound[Bound.UNKNOWN]
    if not perhaps:
        return counted(sure, unit)
    may = _("{actions} that may apply to it")
    if not sure:
        return may.format(actions=counted(perhaps, unit))
    both = _("{actions}; {number} of them may apply to it")
    return both.format(actions=counted(sure + perhaps, unit), number=perhaps)


def no_cells(profile: Row) -> str:
    """Why a State has no record at all, as a code."""
    if not profile["chosen"]:
        return "left_out"
    return "nothing_fits" if profile["listed"] else "never_joined"


def stands(row: Mapping[str, Any]) -> str:
    """A cell in a mark and a few words."""
    said = CELLS[Cell(row["cell"])]
    parts = [f"{said.mark} {said.name}"]
    if row["passages"]:
        parts[0] += f": {counted(row['passages'], 'passage')}"
        parts += [_("second-hand")] if row["second_hand"] == row["passages"] else []
        parts += [_("in collective statements")] if row["aligned"] == row["passages"] else []
    parts += [_("may apply to it")] if row["bound"] == Bound.UNKNOWN and row["cell"] != Cell.TEXT_MISSING else []
    return "; ".join(parts)


def reason(row: Row, held: Sequence[Row]) -> str:
    """Why a cell is what it is, in a plain sentence or two; `held`: the State's contributions in the scope."""
    texts = [CELLS[Cell(row["cell"])].meaning]
    if row["cell"] == Cell.REPORTED:
        texts += [_("All of it is second-hand.")] if row["second_hand"] == row["passages"] else []
        texts += [_("All of it is in collective statements.")] if row["aligned"] == row["passages"] else []
    if row["cell"] == Cell.SILENT:
        second_hand = (one["voice"] == Voice.REPORTED for one in held)
        texts += [_("All that we have is second-hand.")] if all(second_hand) else []
        cut = any(one["source_truncated"] for one in held)
        texts += [_("Of some of it only the beginning of the source was seen.")] if cut else []
    if row["bound"] == Bound.UNKNOWN and row["cell"] != Cell.REPORTED:
        texts.append(_("It is addressed to States with victims; whether this State has any is not known."))
    return " ".join(texts)


def reasons(cells: Iterable[Row], held: Sequence[Row]) -> list[tuple[str, str]]:
    """Why cells are empty, each reason once, with the mark and name of its cells."""
    every = ((row, CELLS[Cell(row["cell"])]) for row in cells if row["cell"] != Cell.REPORTED)
    return list(dict.fromkeys((f"{said.mark} {said.name}", reason(row, held)) for row, said in every))


def how_good(own: Sequence[Row]) -> str:
    """How many contributions of a State there are, and what limits them."""
    kinds = Counter(row["text_kind"] for row in own)
    as_kind = _("{n} as {kind}")
    texts = [as_kind.format(n=kinds[kind], kind=words) for kind, words in TEXT_KINDS.items() if kinds[kind]]
    second_hand = sum(row["voice"] == Voice.REPORTED for row in own)
    cut = sum(bool(row["source_truncated"]) for row in own)
    texts += [_("{n} second-hand").format(n=second_hand)] if second_hand else []
    texts += [_("of {n} only the beginning of the source was seen").format(n=cut)] if cut else []
    return f"{counted(len(own), 'contribution')}: {'; '.join(texts)}."


def is_missing(row: Row) -> bool:
    """Whether a listing says that the State spoke in the scope, and no text of that is held."""
    return bool(row["in_scope"] and row["spoke"] and row["text_found"] in WITHOUT_TEXT)


def listings(name: str, rows: Sequence[Row]) -> Html:
    """Where programmes and reports show the State; those where it spoke and no text of it is held come first."""
    missing = [row for row in rows if row["spoke"] and row["text_found"] in WITHOUT_TEXT]
    rest = sorted((row for row in rows if row not in missing), key=lambda row: not row["spoke"])
    shown = {"rows": [*missing, *rest], "missing": len(missing), "coordinator": ONLY_AS_COORDINATOR}
    return render("states/listings.html", name=name, **shown) if rows else Html()


@cached
def rows(view: View, scope: Scope) -> Rows:
    """The States of the scope, each with how it stands and where it is known to have spoken or been."""
    standing = {row["state"]: row for row in records(state_standing(view, scope))}
    nothing = {"standing": None, "only_as_coordinator": False, "bound": 0, "reported": 0, "reported_bound": 0}
    listed = state_listings.rows(view, replace(scope, states=()), state=None)
    missing = Counter(row["state"] for row in listed if is_missing(row))
    here = [row for row in listed if row["in_scope"]]
    chairs = {row["state"] for row in here if row["as_coordinator"]}
    seen = {row["state"] for row in here} - chairs - {row["state"] for row in here if row["spoke"]}
    found = (
        {
            **nothing,
            **standing.get(row["state"], {}),
            **row,
            "spoke": missing[row["state"]],
            "seen": row["state"] in seen,
            "chaired": row["state"] in chairs,
        }
        for row in state_directory.rows(view, scope)
    )
    every = [{**row, "stands": _stands(row)} for row in found]
    return sorted(every, key=lambda row: (STATUSES.index(row["status"]), VICTIMS.index(row["affected"])))


@cached
def directory(view: View, scope: Scope) -> Listing:
    """The States of the scope, each opening its page."""
    words, query = vocabulary(view), filters.query(scope)
    unit = words.unit(scope.instrument)
    found = rows(view, scope)
    return Listing(
        labelled_table(_("States"), DIRECTORY, found, vocabulary(view)),
        SHOWN,
        tuple(address("states", {**query, "state": row["state"]}) for row in found),
        {
            "reported_bound": _("Reported on"),
            "bound": _("Of {unit}s").format(unit=unit),
            "status_label": _("Convention"),
        },
        most=None,
    )


@cached
def finding(view: View, scope: Scope) -> str:
    """How many of the States of the scope were heard, and how many of the affected ones."""
    found = rows(view, scope)
    if not found:
        return _("No State fits your filters")
    heard = {row["state"] for row in overview_states.rows(view, scope) if row["heard"]}
    affected = {row["state"] for row in found if row["status"] == PartyStatus.PARTY and row["affected"] == Affected.YES}
    text = _("{number} of {states} were heard").format(number=len(heard), states=counted(len(found), "State"))
    if not affected or len(affected) == len(found):
        return text
    return f"{text}, {_('among them {number} of {n} affected').format(number=len(heard & affected), n=len(affected))}"


@cached
def note(view: View, scope: Scope) -> Html:
    """What to do where more States are chosen than can be compared, or none fits the filters."""
    too_many = len(scope.states) if len(scope.states) > COMPARED else 0
    is_empty = not rows(view, scope)
    return render(
        "states/directory.html", too_many=too_many, most=COMPARED, is_empty=is_empty, query=filters.query(scope)
    )


def find() -> None:
    """A box over all States; the one that is chosen is what the screen shows next. One's own has a link."""
    place = frame.here()
    words = place.words
    choose.to_address(
        _("Find a State"),
        words.labels["state"],
        None,
        lambda code: {"state": code, "with": None},
        placeholder=_("Name of a State"),
        label_visibility="collapsed",
        width=400,
        key="find-state",
    )
    if my := place.my:
        linked.show(element("p", link(words.label("state", my), "states", place.query(state=my))), "my-state")


def _stands(row: Row) -> str:
    """How a State stands on all actions together, and where else it is known of."""
    cell = Cell(row["standing"]) if row["standing"] else None
    if row["contributions"] and cell in (None, Cell.NOT_ADDRESSED):
        texts = [_("● Spoke")]
    elif cell:
        texts = [f"{CELLS[cell].mark} {CELLS[cell].name}"]
    else:
        texts = [] if row["listed"] else [_("Never joined the Convention")]
    if row["contributions"] and row["second_hand"] == row["contributions"]:
        texts.append(_("second-hand"))
    if row["spoke"] and cell is not Cell.TEXT_NOT_HELD:
        texts.append(ngettext("spoke {n} time, text not found", "spoke {n} times, text not found", row["spoke"]).format(
            n=row["spoke"]))  # fmt: skip
    texts += [_("seen at a meeting")] if row["seen"] else []
    texts += [ONLY_AS_COORDINATOR] if row["chaired"] else []
    if row["elsewhere"]:
        texts.append(_("{contributions} elsewhere").format(contributions=counted(row["elsewhere"], "contribution")))
    return "; ".join(texts)
