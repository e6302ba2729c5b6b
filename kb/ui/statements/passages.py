"""The passages behind a figure: what a State said; apart, what others say of it, and what lies outside the filters."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from kb.cache import cached
from kb.db import View
from kb.domain import filters
from kb.domain.catalogue import gettext as _
from kb.domain.model import ANY_MEETING, Cell, Scope
from kb.domain.words import CELLS, ONLY_AS_COORDINATOR, counted
from kb.questions import Row
from kb.questions import contributions as ask
from kb.questions.columns import PART
from kb.questions.looks import state_standing
from kb.questions.passages import RELATION, Passages, passages
from kb.tables import Table
from kb.ui.elements import paging
from kb.ui.elements.listing import Page
from kb.ui.markup import Html, address, render
from kb.ui.passages import passage_table
from kb.ui.statements import StatementsQuery, nothing

# Why a State said nothing on all actions together, where it is no silence.
WHY_NOTHING = {
    Cell.NOT_ADDRESSED: _(
        "No action whose text is known counts as addressed to it. On the day named above it is not a party in "
        "force, or is not named as having victims."
    ),
    Cell.TEXT_MISSING: _(
        "The texts of these actions are not known here, so nothing could be tagged with them. Nobody can be said "
        "to have left them unanswered."
    ),
}


@cached
def passages_in(asked: StatementsQuery) -> Page:
    """The passages in the scope; with `about`, only those by others about that State."""
    found = _found(asked, asked.scope, asked.at.offset)
    counts = {part: found.count(part) for part in (("others",) if asked.about else ("own", "others", "elsewhere"))}
    total, first = sum(counts.values()), asked.at.number == 1
    query = asked.query | {"list": "passages"}
    shown = render(
        "statements/passages.html",
        asked=asked,
        described=ask.contribution_about(asked.view, asked.scope, asked.about) if asked.about else None,
        reason=_reason(asked, counts) if first and not asked.about else None,
        nothing=_nothing(asked) if first and not total else "",
        pages=paging.pages(asked.at, total, "contributions", query),
        again=paging.pages(asked.at, total, "contributions", query, _("Pages, again")) if len(found.rows) > 20 else "",
        parts=list(_parts(asked, found)),
        words=asked.words,
        query=filters.query(asked.scope),
    )
    return Page(_finding(asked, counts), (shown,))


@cached
def table(query: StatementsQuery) -> Table:
    """The passages of one page for files, part by part."""
    rows = _found(query, query.scope, query.at.offset).rows
    return passage_table(rows, query.words, _("Passages, latest first"), PART, RELATION)


def _found(query: StatementsQuery, scope: Scope, offset: int = 0, limit: int = paging.SIZE) -> Passages:
    """The passages from `offset` on; of another scope, where asked what that would give."""
    other = query._replace(scope=scope)
    return passages(
        query.view, scope, state=other.state, provision=other.provision, part="others" if query.about else None,
        limit=limit, offset=offset,
    )  # fmt: skip


def _finding(query: StatementsQuery, counts: Mapping[str, int]) -> str:
    """How many passages there are, of whom and on what."""
    on = _(" on {action}").format(action=query.words.numbers([query.provision])) if query.provision else ""
    if query.about:
        text = _("{passages} by others about {state}")
        return text.format(passages=counted(counts["others"], "passage"), state=query.name) + on
    if query.state:
        own = counted(counts["own"], "passage") if counts["own"] else _("no passage")
        return f"{query.name}: {own}{on}"
    both = counted(counts["own"] + counts["others"], "passage")
    text = _("{passages}{on}: {own} by States, {others} by others")
    return text.format(passages=both, on=on, own=counts["own"], others=counts["others"])


def _parts(query: StatementsQuery, found: Passages) -> Iterator[Mapping[str, object]]:
    """The parts that have passages on this page, each under a heading that says whose they are and how many."""
    name = query.name
    if query.state:
        among = _(" Of these {here} lie in what you filtered.").format(here=found.count("others_here"))
        others = _("Not what {state} said. Counted whatever the meeting.").format(state=name)
        titles = {
            "own": (_("{state}: its own"), _("First-hand or as others report it.")),
            "others": (_("By others about {state}"), others + ("" if query.about else among)),
            "elsewhere": (_("{state} elsewhere: outside what you filtered"), _("Not counted in what you filtered.")),
        }
    else:
        others = _("By others about the States chosen") if query.scope.limits_states else _("By others")
        titles = {
            "own": (_("Said by States"), _("First-hand or as others report it.")),
            "others": (others, _("None of this is a State’s own contribution.")),
        }
    for part, (title, explained) in titles.items():
        rows = [row for row in found.rows if row["part"] == part]
        if rows:
            number = found.count(part)
            cut = _("{shown} of {number} on this page").format(shown=len(rows), number=number)
            heading = f"{title.format(state=name)} ({number if len(rows) == number else cut})"
            yield {"heading": heading, "explained": explained, "rows": rows}


def _reason(query: StatementsQuery, counts: Mapping[str, int]) -> Mapping[str, str] | None:
    """How the State's record stands, in the words of the matrix, and where to look if nothing of its own is here."""
    if not query.state or (counts["own"] and not query.provision):
        return None
    cell, meaning = _standing(query, query.state)
    wider = address("contributions", {**query.query, "list": "passages", "meeting": ANY_MEETING})
    is_widest = counts["own"] or not counts["elsewhere"] or ANY_MEETING in query.scope.meetings
    return {"cell": cell, "meaning": meaning, "wider": "" if is_widest else wider}


def _standing(query: StatementsQuery, code: str) -> tuple[str, str]:
    """The mark and name of the State's cell, if it has one, and what that means."""
    stands = _standings(query.view, replace(query.scope, states=())).get(code)
    cell = Cell(stands["standing"]) if stands else None
    nothing_here = _("Nothing that {state} said is in what you filtered.").format(state=query.name)
    if stands is None and query.words.groups["state"].get(code) == "listed":
        return "", f"{nothing_here} {_('Another filter on States leaves it out.')}"
    if stands is None or cell is None:
        return "", f"{nothing_here} {_('It has not signed or joined the Convention.')}"
    named = f"{CELLS[cell].mark} {CELLS[cell].name}"
    if not query.provision and cell is Cell.SILENT:
        text = _("{state} contributed, and what we have of it says nothing on what you filtered.")
        return named, text.format(state=query.name) + _beside(stands)
    if not query.provision and cell in WHY_NOTHING:
        return "", f"{nothing_here} {WHY_NOTHING[cell]}"
    return named, CELLS[cell].meaning + _beside(stands)


@cached
def _standings(view: View, scope: Scope) -> dict[str, Row]:
    """How the record of each State stands: asked for once for all of them."""
    return {row["state"]: row for row in state_standing.rows(view, scope)}


def _beside(stands: Mapping[str, object]) -> str:
    return f" It {ONLY_AS_COORDINATOR}." if stands["only_as_coordinator"] else ""


def _nothing(query: StatementsQuery) -> Html:
    def number(wider: Scope) -> int:
        some = _found(query, wider, limit=1)
        return sum(some.count(part) for part in (("others",) if query.about else ("own", "others", "elsewhere")))

    text = _("No published passage fits all the filters together.")
    own = {"list": "passages"} | ({"about": query.about} if query.about else {})
    return nothing(text, query.scope, query.words, number, "passage", **own)
