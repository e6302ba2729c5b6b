"""Statements: what was said, by whom and where, as a list of contributions or of their passages, and one to read."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from kb.cache import cached
from kb.db import View
from kb.domain import filters
from kb.domain.catalogue import gettext as _
from kb.domain.catalogue import ngettext
from kb.domain.filters import FILTERS, Filter
from kb.domain.model import ANY_MEETING, OWN_VOICES, Scope
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import VOICES, counted
from kb.questions import Row, Rows
from kb.questions import contributions as ask
from kb.questions.vocabulary import labelled, readable, table_of, vocabulary
from kb.tables import Column, Table
from kb.ui.elements import paging
from kb.ui.elements.listing import Listing, Page
from kb.ui.markup import Html, address, choices, render

LISTS = {"contributions": _("Contributions"), "passages": _("Passages")}
# These choose no contributions: one is said elsewhere, the other is always set.
NO_LIMIT = ("instrument", "rev")
TEXTS = {"verbatim": _("delivered text"), "digest": _("digest"), "note": _("taken in the room")}
SHOWN = (
    Column("who", _("Who"), meaning=_("Who speaks, and about whom where it is another State.")),
    Column("voice_short", _("Voice"), meaning="; ".join(one.whole for one in VOICES.values())),
    Column(
        "line_short",
        _("Line"),
        meaning=_("Line of discussion that the source names; inferred: it names none, and we guess."),
    ),
    Column(
        "text_short",
        _("Text"),
        meaning=_(
            "A digest is in our own words. Source cut: only its beginning was seen. Caveat: read it with the text."
        ),
    ),
)
# By what they are counted, on whatever page.
FOR_COUNTS = ["part", "state", "voice"]
COLUMNS = ("who", "voice_short", "date", "meeting_label", "line_short", "text_short", "language_label", "passages")
LABELS = {"passages": _("Passages")}


class StatementsQuery(NamedTuple):
    """What is asked for: all in the scope, or with `about` (a State's code) what others say about that State."""

    view: View
    scope: Scope
    about: str | None = None
    page: str | None = None

    @property
    def words(self) -> Vocabulary:
        return vocabulary(self.view)

    @property
    def state(self) -> str | None:
        """The one State, if it is one."""
        return self.about or (self.scope.states[0] if len(self.scope.states) == 1 else None)

    @property
    def name(self) -> str:
        """The State's name, or what stands for those chosen."""
        return self.words.label("state", self.state) if self.state else _("the States chosen")

    @property
    def provision(self) -> str | None:
        """The one action or article, if it is one."""
        return self.scope.provisions[0] if len(self.scope.provisions) == 1 else None

    @property
    def at(self) -> paging.Page:
        """The page asked for."""
        return paging.asked_for(self.page)

    @property
    def query(self) -> dict[str, Any]:
        """The address that asks this, without its page."""
        return {**filters.query(self.scope)} | ({"about": [self.about]} if self.about else {})


def choice(shown: str, query: StatementsQuery) -> Html:
    """Links to the two lists, the one shown marked."""
    ways = (
        (said, address("contributions", query.query | ({"list": name} if name == "passages" else {})), name == shown)
        for name, said in LISTS.items()
    )
    return choices(ways, _("Contributions or their passages"))


def nothing(
    text: str, scope: Scope, words: Vocabulary, count: Callable[[Scope], int], unit: str, **own: object
) -> Html:
    """A sentence, and for every filter what is there without it, with a link; `own` are the screen's own keys."""
    ways = [
        (f"{lead}: {counted(number, unit)}", address("contributions", {**filters.query(wider), **own}))
        for lead, wider in _wider(scope, words)
        if (number := count(wider))
    ]
    return render("statements/nothing.html", said=text, ways=ways)


def _wider(scope: Scope, words: Vocabulary) -> Iterator[tuple[str, Scope]]:
    """The scope without one of its filters each, and with everything held instead of the meetings."""
    for item in FILTERS:
        default: Any = getattr(Scope(), item.field)
        if item.key not in NO_LIMIT and getattr(scope, item.field) != default:
            yield (
                _("Without “{filter}”").format(filter=_named(item, scope, words)),
                replace(scope, **{item.field: default}),
            )
    if scope.meetings != (ANY_MEETING,):
        yield _("At any meeting or none, other conventions included"), replace(scope, meetings=(ANY_MEETING,))
    if sum(getattr(scope, item.field) != getattr(Scope(), item.field) for item in FILTERS) > 1:
        kept = Scope(
            states=scope.states, instrument=scope.instrument, provisions=scope.provisions, meetings=(ANY_MEETING,)
        )
        yield _("With no other filter than State and action or article, all meetings or none"), kept


def _named(item: Filter, scope: Scope, words: Vocabulary) -> str:
    value = getattr(scope, item.field)
    codes = [words.label(item.key, code) for code in value] if isinstance(value, tuple) else [str(value)]
    return f"{item.label}: {', '.join(codes)}"


@cached
def contributions_in(query: StatementsQuery) -> Page:
    """One page of the contributions in the scope; or, with `about`, of those by others about that State."""
    view, scope, about = query.view, query.scope, query.about
    every = ask.contributions.table(view, scope, about=about)
    rows, here = every.select(FOR_COUNTS).to_pylist(), every.slice(query.at.offset, paging.SIZE).to_pylist()
    total = ask.contribution_totals(view)
    described = ask.contribution_about(view, scope, query.state) if query.state else None
    values = {"asked": query, "number": len(rows), "total": total, "described": described}
    around = paging.pages(query.at, len(rows), "contributions", query.query) if rows else _no_contribution(query)
    return Page(
        _finding(query, rows),
        (around, *_parts(query, rows, here), render("statements/contributions_note.html", **values)),
        lead=_lead(query, rows),
        counted=render("statements/contributions_counted.html", **values),
    )


@cached
def table(query: StatementsQuery) -> Table:
    """The whole list for files, whatever page is shown."""
    caption = _("Contributions by others about {state}") if query.about else _("Contributions, latest first")
    rows = ask.contributions.rows(query.view, query.scope, about=query.about)
    return table_of(ask.contributions, caption.format(state=query.name), rows, query.words)


def _finding(query: StatementsQuery, rows: Rows) -> str:
    """How many there are, of whom."""
    if not rows:
        return _("Nothing fits all filters together")
    if query.about:
        return _("{texts} by others about {state}").format(texts=counted(len(rows), "text"), state=query.name)
    own = _own(query, rows)
    if query.scope.limits_states:
        text = counted(len(own), "statement") if own else _("no statement")
        return f"{query.name[0].upper()}{query.name[1:]}: {text}"
    if not own:
        return _("{texts} by others, no statement by a State").format(texts=counted(len(rows), "text"))
    states = counted(len({row["state"] for row in own}), "State")
    return _("{statements} by {states}").format(statements=counted(len(own), "statement"), states=states)


def _lead(query: StatementsQuery, rows: Rows) -> str:
    """What stands in the list beside the statements of States."""
    others = len(rows) - len(_own(query, rows))
    if query.about or not others or (others == len(rows) and not query.scope.limits_states):
        return ""
    texts = counted(others, "text")
    if not query.scope.limits_states:
        return _("{texts} by others stand in the list with them.").format(texts=texts)
    return _("{texts} by others about {state} stand apart.").format(texts=texts, state=query.name)


def _own(query: StatementsQuery, rows: Rows) -> list[Row]:
    """The statements of States: of those chosen, or of any."""
    if query.scope.limits_states:
        return [row for row in rows if row["part"] == "own"]
    return [row for row in rows if row["state"] and row["voice"] in OWN_VOICES]


def _parts(query: StatementsQuery, rows: Rows, here: Rows) -> Iterator[Listing]:
    """A list for each part that has rows on this page, under a heading that says whose it is and how many."""
    for part in ("own", "others"):
        some = [row for row in here if row["part"] == part]
        if some:
            number = sum(row["part"] == part for row in rows)
            if part == "own":
                head = ngettext("{number} contribution of {state}", "{number} contributions of {state}", number)
            elif query.about or query.scope.limits_states:
                head = ngettext(
                    "{number} contribution by others about {state}",
                    "{number} contributions by others about {state}",
                    number,
                )
            else:
                head = ngettext("{number} contribution, latest first", "{number} contributions, latest first", number)
            yield _listing(query, head.format(number=number, state=query.name), some)


def _listing(query: StatementsQuery, caption: str, rows: Sequence[Row]) -> Listing:
    columns = readable(ask.contributions.columns)
    visible = ({**row, **_in_short(row, query)} for row in labelled(rows, ask.contributions.columns, query.words))
    opens = (address("contributions", {**query.query, "contribution": row["contribution"]}) for row in rows)
    return Listing(Table.declared(caption, (*SHOWN, *columns), visible), COLUMNS, tuple(opens), LABELS)


def _in_short(row: Row, query: StatementsQuery) -> dict[str, Any]:
    """What a narrow column says of a contribution."""
    about = row["about_state"] if row["about_state"] != row["state"] else None
    who = _("{name}, about {state}") if about else "{name}"
    text = [TEXTS[row["text_kind"]]]
    text += [_("source cut")] if row["source_truncated"] else []
    text += [_("caveat")] if row["note"] and row["text_kind"] != "note" else []
    inferred = _("{line}, inferred").format(line=row["line_inferred"]) if row["line_inferred"] else None
    return {
        "who": who.format(name=row["contributor_label"], state=query.words.label("state", about or "")),
        "voice_short": query.words.short["voice"][row["voice"]],
        "date": row["date"] or _("no date"),
        "line_short": row["line"] or inferred or _("not stated"),
        "text_short": ", ".join(text),
        "language_label": ", ".join(
            query.words.label("language", code) for code in (row["language"], *(row["translations"] or "").split())
        ),
    }


def _no_contribution(query: StatementsQuery) -> Html:
    """What could be shown with other filters."""

    def number(wider: Scope) -> int:
        return int(ask.contributions.table(query.view, wider, about=query.about).num_rows)

    if query.about:
        text = _("There is no contribution by others about {state} on what you filtered.").format(state=query.name)
        return nothing(text, query.scope, query.words, number, "contribution", about=query.about)
    text = _("No published contribution fits all the filters together.")
    return nothing(text, query.scope, query.words, number, "contribution")
