"""One State: what it said, how it stands on each action, when it spoke, and, apart, what others write about it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from kb.cache import cached, made
from kb.db import View
from kb.domain import filters
from kb.domain.catalogue import gettext as _
from kb.domain.model import ANY_MEETING, Bound, Cell, PartyStatus, Scope
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import AFFECTED, ONLY_AS_COORDINATOR, PARTY_STATUSES, counted
from kb.questions import Row, Rows, coverage, grouped, provisions, reviewing
from kb.questions.passages import Passages, by_part
from kb.questions.states import state_contributions, state_listings, state_profile
from kb.questions.vocabulary import labelled_table, table_of, vocabulary
from kb.tables import Column, Type
from kb.ui import coordination
from kb.ui.actions.instrument import EXPLAINED, first_report
from kb.ui.elements.chart import Drawn
from kb.ui.elements.listing import Listing, Page
from kb.ui.markup import Html, Query, address, element, join, render
from kb.ui.overview import who_spoke_when
from kb.ui.states.standing import STANDS, how_good, listings, no_cells, reasons, stands, state_finding

FACTS = _("Status, dates, sources")
FIRST = 3  # passages in sight
# Names of columns that the material's own notes use, and what they say in words.
MATERIAL_NAMES = {"cm_victims": _("has cluster munition victims")}
APPLIES = (Bound.YES, Bound.UNKNOWN, Bound.NOT_ESTABLISHED)
DUTIES = (
    *coverage.columns,
    STANDS,
    Column(
        "due_on",
        _("Due"),
        Type.DATE,
        _("The day the Convention entered into force for it, and so many months."),
        may_be_empty=True,
    ),
    Column("first_report", _("First report found"), meaning=EXPLAINED, may_be_empty=True),
)


class Record(NamedTuple):
    """What is known of a State in a scope: its status, its cells that are shown, its contributions, its listings."""

    profile: Row
    cells: Rows
    own: Rows
    listed: Rows


class Profile(NamedTuple):
    """One State: the finding, what it said, its duties, when it spoke, what others say and do, its status."""

    finding: str
    said: Html
    duties: Listing | None
    why: Html
    spoken: Drawn
    contributions: Listing
    rest: Html
    facts: Html

    @property
    def html(self) -> Html:
        """All of it as a page to read."""
        spoken = self.contributions if self.has_spoken else None
        parts = (self.said, self.duties, self.why, spoken, self.rest, element("h2", FACTS), self.facts)
        return Page(self.finding, parts).html

    @property
    def has_spoken(self) -> bool:
        """Whether it is known to have spoken anywhere."""
        spoken = made(self.spoken.table)
        return bool((spoken and spoken.rows) or self.contributions.table.rows)


def record(view: View, scope: Scope, state: str) -> Record:
    """What is known of a State; `scope` chooses it alone."""
    profile = state_profile(view, scope, state)
    if profile is None:
        raise LookupError(f"{state} passed the check of the address but is not there")
    cells = [row for row in _cells(view, scope) if row["shown"]]
    own, listed = (question.rows(view, scope, state=state) for question in (state_contributions, state_listings))
    return Record(profile, cells, own, listed)


@cached
def one_state(view: View, scope: Scope) -> Profile:
    """Everything about the one State that the scope chooses."""
    words, state = vocabulary(view), scope.states[0]
    found = record(view, scope, state)
    held = [row for row in found.own if row["in_scope"]]
    plain = replace(scope, provisions=(), regions=(), affected=(), statuses=())
    is_bound = found.profile["status"] == PartyStatus.PARTY
    instruments = words.labels["instrument"] if is_bound else ()
    bound = {one: _cells(view, replace(plain, instrument=one)) for one in instruments}
    passages = by_part(view, scope, state=state, limit=FIRST)
    everywhere = replace(scope, meetings=(ANY_MEETING,), since=None, until=None)
    return Profile(
        state_finding(found.profile, found.cells, words.unit(scope.instrument)),
        _said(view, scope, found, held, passages),
        duties(view, scope, found) if concerned(found.cells) else None,
        _why(view, scope, found, held),
        who_spoke_when(view, everywhere),
        _contributions(view, found),
        _rest(view, scope, found, passages["others"]),
        facts(found.profile, bound, words, filters.query(scope)),
    )


def duties(view: View, scope: Scope, found: Record) -> Listing:
    """A line for each action that applies to the State or on which it reported, with its mark and its due date."""
    words, query = vocabulary(view), filters.query(scope)
    plain = replace(scope, states=(), provisions=(), regions=(), affected=(), statuses=())
    due = {row["provision"]: row for row in _due_dates(view, plain).get(scope.states[0], ())}
    rows = [
        {
            **row,
            "stands": stands(row),
            "due_on": deadline["due_on"] if deadline else None,
            "first_report": first_report(deadline) if deadline else None,
        }
        for row in concerned(found.cells)
        for deadline in [due.get(row["provision"])]
    ]
    name, unit = found.profile["name"], words.unit(scope.instrument)
    table = labelled_table(_("{name}, by {unit}").format(name=name, unit=unit), DUTIES, rows, words)
    dated = ("due_on", "first_report") if any(row["due_on"] for row in rows) else ()
    return Listing(
        table,
        ("provision_label", "stands", *dated, "monitoring"),
        tuple(address("states", {**query, "cell": f"{row['state']}.{row['provision']}"}) for row in rows),
        {"provision_label": unit.capitalize(), "monitoring": _("Others write")},
        most=None,
    )


@cached
def _cells(view: View, scope: Scope) -> Rows:
    return coverage.rows(view, scope)


@cached
def _due_dates(view: View, scope: Scope) -> dict[str, list[Row]]:
    """The deadlines of each State: asked for once for all of them."""
    return grouped(provisions.deadlines(view, scope), "state")


def concerned(cells: Rows) -> Rows:
    """The cells of actions that apply to the State, or may, or on which it reported."""
    return [row for row in cells if row["bound"] in APPLIES or row["passages"]]


def _said(view: View, scope: Scope, found: Record, held: Rows, passages: Mapping[str, Passages]) -> Html:
    """The newest passages of its own: in the scope, or outside it if there are none."""
    part = "own" if passages["own"].rows else "elsewhere"
    return render(
        "states/said.html",
        name=found.profile["name"],
        part=part,
        rows=passages[part].rows,
        number=passages[part].count(part),
        how_good=how_good(held) if held else "",
        waiting=found.profile["waiting"],
        words=vocabulary(view),
        query=filters.query(scope),
    )


def _why(view: View, scope: Scope, found: Record, held: Rows) -> Html:
    """What holds for several lines, said once; why there is none; the ways on."""
    shown = concerned(found.cells)
    return render(
        "states/why.html",
        profile=found.profile,
        why_none="" if found.cells else no_cells(found.profile),
        reasons=reasons(shown, held),
        missing=sum(row["cell"] == Cell.TEXT_MISSING and row["bound"] != Bound.NO for row in found.cells),
        coordinator=_("It {did}.").format(did=ONLY_AS_COORDINATOR)
        if any(row["only_as_coordinator"] for row in found.cells)
        else "",
        spared=[row["provision"] for row in found.cells if row not in shown],
        unit=vocabulary(view).unit(scope.instrument),
        words=vocabulary(view),
        query=filters.query(scope),
    )


def _contributions(view: View, found: Record) -> Listing:
    inside = sum(bool(row["in_scope"]) for row in found.own)
    text = _("When it spoke: {contributions}, {inside} in what you filtered") if found.own else _("When it spoke")
    caption = text.format(contributions=counted(len(found.own), "contribution"), inside=inside)
    return Listing(
        table_of(state_contributions, caption, found.own, vocabulary(view)),
        ("source_title", "date", "meeting_label", "voice_label", "aligned", "passages", "in_scope"),
        tuple(address("contributions", {"contribution": row["contribution"]}) for row in found.own),
        wide=("source_title",),
    )


def _rest(view: View, scope: Scope, found: Record, about: Passages) -> Html:
    """Replies, where it spoke without a text, coordination, what others write, and with whom to compare it."""
    words, query, state, name = vocabulary(view), filters.query(scope), scope.states[0], found.profile["name"]
    replies = [{"is_state": True, **row} for row in reviewing.replies_made(view, state)]
    common = {"name": name, "words": words, "query": query}
    parts = [
        render("states/replies.html", replies=replies, **common),
        listings(name, found.listed),
        coordination.of_state(view, scope, name),
        render("states/others.html", state=state, rows=about.rows, number=about.count("others"), **common),
        render("states/compare.html", state=state, peers=found.profile["peers"],
               meetings=known_at(found, scope, words), **common),
    ]  # fmt: skip
    return join(parts)


def known_at(found: Record, scope: Scope, words: Vocabulary) -> list[str]:
    """The meetings, in order, at which the State is known to have contributed, other than the one chosen."""
    known = {row["meeting"] for row in found.own} | {row["meeting"] for row in found.listed if row["spoke"]}
    return [one for one in words.labels["meeting"] if one in known and scope.meetings != (one,)]


def facts(profile: Row, bound: Mapping[str, Rows], words: Vocabulary, query: Query) -> Html:
    """The State's status on the day, what applied to it then, its dates, victims, group and names, with sources.

    `bound`: its cells of each whole instrument, if it is a party.
    """
    return render(
        "states/facts.html",
        profile=profile,
        status=PARTY_STATUSES[profile["status"]],
        victims=AFFECTED[profile["affected"]],
        bound=bound,
        material_names={name: said for name, said in MATERIAL_NAMES.items() if name in (profile["note"] or "")},
        words=words,
        query=query,
    )
