"""The content of a page of the static copy: what the dashboard shows at its address, by the same functions."""

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from kb.db import View
from kb.domain import filters
from kb.domain.model import Cell, Scope
from kb.questions import coverage, scope_day
from kb.questions.findings import NOT_SILENCE
from kb.questions.vocabulary import vocabulary
from kb.site.addresses import Address
from kb.ui import changes, coordination, method, requests_offers, statements
from kb.ui.actions.instrument import instrument
from kb.ui.actions.reading import not_held, reading
from kb.ui.coverage import CoverageQuery, cells, choice, coverage_view
from kb.ui.markup import Html, element, join
from kb.ui.overview import overview
from kb.ui.overview import reading as overview_reading
from kb.ui.practices import needs, start
from kb.ui.practices.query import PracticesQuery
from kb.ui.requests_offers import found, matches
from kb.ui.screens import SCREENS
from kb.ui.search import query, results
from kb.ui.statements import passages, reader
from kb.ui.states import comparison, profile, standing


class Content(NamedTuple):
    """A page: its title, the scope in a few words and as a sentence, its HTML, and what was left out of its address."""

    title: str
    span: str
    sentence: str
    html: Html
    dropped: tuple[str, ...] = ()


class PageSource:
    """What the dashboard shows of one view, page by page."""

    def __init__(self, view: View) -> None:
        self._view = view
        self.words = vocabulary(view)
        self._readings: dict[str, reader.Reading] = {}
        self._held: dict[Scope, frozenset[tuple[str, str]]] = {}

    def content(self, address: Address) -> Content:
        """The page of an address."""
        scope = address.scope
        title, html = self._shown(address)
        if address.screen == "search":
            searched = self._search(address)
            return Content(title, query.brief(searched, self.words), query.searched(self._view, searched), html)
        sentence = filters.sentence(scope, self.words, scope_day(self._view, scope))
        return Content(title, filters.span(scope, self.words), sentence, html)

    def read_ahead(self, addresses: Iterable[Address]) -> None:
        """Read the contributions among these pages all together."""
        ids = [one.first("contribution") for one in addresses if one.scope == Scope()]
        self._readings = reader.read(self._view, Scope(), [one for one in ids if one is not None])

    def nearest(self, address: Address) -> Address:
        """The address itself, or the one that says the same: not every cell and State has a page of its own.

        Why nothing is reported stands on the State's page; and what a State reported on the Convention on a page beside
        that only if it reported anything.
        """
        scope = address.scope
        state, _, provision = (address.first("cell") or "").partition(".")
        if provision and (state, provision) not in self._reported(scope):
            return self.nearest(Address("states", Scope(instrument=scope.instrument, states=(state,))))
        if address.screen == "practices" and address.first("my") not in start.affected_states(self._view, scope):
            return Address("practices")
        if address.screen == "states" and scope.states and scope.instrument is not Scope().instrument:
            reported = self._reported(Scope(instrument=scope.instrument))
            if not any(one in scope.states for one, _ in reported):
                return Address("states", Scope(states=scope.states))
        return address

    def _reported(self, scope: Scope) -> frozenset[tuple[str, str]]:
        """The States and provisions that are reported in a scope."""
        if scope not in self._held:
            rows = coverage.rows(self._view, scope)
            reported = ((row["state"], row["provision"]) for row in rows if row["cell"] == Cell.REPORTED)
            self._held[scope] = frozenset(reported)
        return self._held[scope]

    def _shown(self, address: Address) -> tuple[str, Html]:
        view, scope, screen = self._view, address.scope, address.screen
        title = SCREENS[screen].title
        if screen == "":
            return overview(view, scope).finding, overview_reading.whole(view, scope)
        if screen == "coverage":
            return self._coverage(address)
        if screen == "actions":
            read = address.first("read")
            if read is not None and read not in self.words.labels["provision"]:
                return title, not_held(filters.shown(read), scope, self.words)
            page = instrument(view, scope) if read is None else reading(view, scope, read)
            return page.finding, page.html
        if screen == "states":
            return self._states(address)
        if screen == "contributions":
            return self._contributions(address)
        if screen == "practices":
            return self._practices(address)
        if screen == "mechanisms":
            return self._coordination(address)
        if screen == "changes":
            changed = changes.of_meetings(view, scope)
            return changed.finding, changed.html
        if screen == "exchange":
            return self._exchange(address)
        if screen == "search":
            searched = self._search(address)
            parts = [results.form(searched), results.ways(view, searched), results.results(view, searched)]
            return query.finding(view, searched), join(parts)
        return title, method.method(view, scope, view.revision)

    def _coverage(self, address: Address) -> tuple[str, Html]:
        named = self.words.cell(address.first("cell"))
        if named:
            state, provision = named
            title = f"{self.words.label('state', state)}: {self.words.label('provision', provision)}"
            return title, cells.behind(self._view, address.scope, state, provision)
        name = address.first("look") or "matrix"
        everyone = address.first("rows") == "all"
        drawn = coverage_view(CoverageQuery(name, self._view, address.scope, address.first("why"), everyone))
        kept = filters.query(replace(address.scope, revision=None))
        return drawn.finding, join([element("p", NOT_SILENCE), choice(name, kept), drawn.html])

    def _states(self, address: Address) -> tuple[str, Html]:
        view, scope, number = self._view, address.scope, len(address.scope.states)
        at = comparison.other_meetings([one for key, one in address.own if key == "with"], scope, self.words)
        if not 0 < number <= standing.COMPARED:
            html = join([standing.note(view, scope), standing.directory(view, scope).html])
            return standing.finding(view, scope), html
        if number == 1 and not at.meetings:
            one = profile.one_state(view, scope)
            return one.finding, one.html
        several = comparison.at_meetings(view, scope, at.meetings) if number == 1 else comparison.compared(view, scope)
        return several.finding, several.html

    def _practices(self, address: Address) -> tuple[str, Html]:
        practices_query = PracticesQuery(self._view, address.scope, start.my_state(address.first("my"), address.scope))
        need = address.first("need")
        if need is not None:
            one = needs.one_need(practices_query, need, address.first("page"))
            return one.finding, one.html
        if practices_query.my is None:
            begun = start.start(self._view, address.scope, ())
            return begun.finding, begun.html
        return needs.needs(practices_query).finding, needs.folded(practices_query)

    def _coordination(self, address: Address) -> tuple[str, Html]:
        name = address.first("show") or next(iter(coordination.LINES))
        line = coordination.line_view(self._view, address.scope, name)
        kept = filters.query(replace(address.scope, revision=None))
        return line.finding, join([coordination.choice(name, kept), line.html])

    def _search(self, address: Address) -> query.SearchQuery:
        return query.SearchQuery.of(address.scope, {key: [value] for key, value in address.own})

    def _exchange(self, address: Address) -> tuple[str, Html]:
        overall = requests_offers.overall(self._view, address.scope)
        if overall.drawn is None:
            return overall.finding, overall.html
        side = address.first("side") or found.REQUESTS
        place = matches.Place(self._view, address.scope, side, address.first("by"))
        match, page = address.first("match"), address.first("page")
        if match is not None:
            one = matches.one_passage(place, match, page)
            return one.finding, one.html
        listed, ways = matches.one_side(place, page)
        numbers = [overall.lists[0].html] if place.by is None and page is None else []
        finding = overall.finding if place.by is None else matches.finding(place)
        return finding, join([*numbers, matches.choice(place), ways, listed.html if listed.table.rows else ""])

    def _contributions(self, address: Address) -> tuple[str, Html]:
        view, scope = self._view, address.scope
        wanted = address.first("contribution")
        if wanted is not None:
            if wanted in self._readings and scope == Scope():
                reading = self._readings[wanted]
                return reader.title(view, reading.row), reader.text_of(view, scope, reading, None)
            return reader.finding(view, scope, wanted), reader.contribution(view, scope, wanted, None)
        statements_query = statements.StatementsQuery(view, scope, address.first("about"), address.first("page"))
        if address.first("list") == "passages":
            read = passages.passages_in(statements_query)
            return read.finding, join([statements.choice("passages", statements_query), read.html])
        listed = statements.contributions_in(statements_query)
        lead = element("p", listed.lead) if listed.lead else ""
        return listed.finding, join([statements.choice("contributions", statements_query), lead, listed.html])
