"""The screen Practices put together: a State's needs, and for each the passages of others that may be of use."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from kb import filters
from kb.model import Cell, Scope, TextStatus
from kb.practices import HELPFUL, Match, Near, Standing
from kb.queries import Row
from kb.queries.practices import practices_read
from kb.store import View
from kb.ui.markup import Html, element, join, link, wide_table
from kb.ui.memory import remembered, words_of
from kb.ui.parts import paging
from kb.ui.parts import practices_found as found
from kb.ui.parts.passages import text_held
from kb.ui.parts.practices_cards import card, in_brief, rule
from kb.ui.parts.practices_found import Wanted
from kb.vocabulary import Vocabulary
from kb.words import ASSESSMENTS, CELLS, VOICES, counted

# How many passages stand under a need, until all are asked for.
FEW = 2
COLUMNS = ("Need", "Why it is one", "On the same provision", "On one we match with it", "On its theme", "By others")


class Asked(NamedTuple):
    """What the screen is asked for: whose needs, which passages are in the brief, and which card takes the focus."""

    view: View
    scope: Scope
    my: str | None
    brief: tuple[str, ...]
    at: str | None = None

    @property
    def words(self) -> Vocabulary:
        return words_of(self.view)

    @property
    def query(self) -> dict[str, Any]:
        """The address of the screen without what is asked for on it."""
        own = {"my": self.my, "brief": self.brief}
        return {**filters.query(self.scope), **{key: value for key, value in own.items() if value}}

    def without_brief(self, need: str | None) -> dict[str, Any]:
        """The address of what is shown, without the brief."""
        query = {**self.query, **({"need": need} if need is not None else {})}
        query.pop("brief", None)
        return query

    @property
    def mine(self) -> tuple[str, Standing] | None:
        """My State's name, and what it is compared by."""
        standing = found.standings(self.view, found.offers_scope(Scope(), None)).get(self.my or "")
        return (self.words.label("state", self.my), standing) if self.my and standing else None


def needs(asked: Asked) -> Html:
    """All needs of my State, and the first passages of others for each."""
    my = asked.my or ""
    wanted = found.wanted(asked.view, asked.scope, my)
    matches = found.matches(asked.view, asked.scope, my)
    if not wanted:
        return _no_need(asked)
    useful = {passage for one in matches.values() for passage in found.ids(one)}
    helped = [one for one in wanted if matches[one.key]]
    rest = [one for one in wanted if not matches[one.key]]
    few = {one.key: matches[one.key][:FEW] for one in helped}
    rows = _rows(asked, [match for some in few.values() for match in some])
    return join(
        [
            element("h2", _summary(asked, wanted, len(useful))),
            _limits(asked, len(useful)),
            _overview(asked, wanted, matches),
            rule(),
            *(_section(asked, one, few[one.key], len(matches[one.key]), rows) for one in helped),
            _unanswered(asked, rest),
        ]
    )


def one_need(asked: Asked, key: str, page: str | None) -> Html:
    """One need with all passages of others for it. `key` is a provision, or a challenge of my State."""
    mine = found.wanted(asked.view, asked.scope, asked.my) if asked.my else ()
    one = next((need for need in mine if need.key == key), None)
    if one is None and key in asked.words.labels["provision"]:
        one = found.at_provision(asked.view, key)
    back = element("p", link("Back to all needs" if asked.my else "Choose a State", "practices", asked.query))
    if one is None:
        said = f"“{filters.shown(key)}” is no action or article, and no challenge that the State chosen reports here."
        return join([element("p", said, class_="note"), back])
    matches = found.ranked(asked.view, asked.scope, one, asked.my)
    on_page = paging.asked_for(page)
    some = matches[on_page.offset : on_page.offset + paging.SIZE]
    ways = paging.pages(on_page, len(matches), "practices", {**asked.query, "need": key})
    title = f"{_name(asked, one)}: {counted(len(matches), 'passage')} of others"
    return join(
        [
            back,
            element("h2", title),
            *_about(asked, one),
            _limits(asked, len(matches)),
            rule(),
            ways,
            *_cards(asked, one.key, some, _rows(asked, some), key),
            ways if len(some) > FEW else "",
        ]
    )


def _rows(asked: Asked, matches: Sequence[Match]) -> dict[str, Row]:
    return {row["passage"]: row for row in _read(asked.view, tuple(dict.fromkeys(found.ids(matches))))}


@remembered
def _read(view: View, passages: tuple[str, ...]) -> Sequence[Row]:
    return practices_read(view, passages)


def _summary(asked: Asked, wanted: Sequence[Wanted], useful: int) -> str:
    gaps = sum(one.gap is not None for one in wanted)
    hard = len(wanted) - gaps
    unit = "action" if asked.scope.instrument == "VAP" else "provision"
    parts = [counted(hard, "passage") + " assessed as challenge"] if hard else []
    parts += [f"{counted(gaps, unit)} on which no report is held"] if gaps else []
    said = f"{counted(useful, 'passage')} of others may be of use" if useful else "no passage of others is found"
    return f"{asked.words.label('state', asked.my or '')}: {' and '.join(parts)}; {said}"


def _overview(asked: Asked, wanted: Sequence[Wanted], matches: Mapping[str, list[Match]]) -> Html:
    body = (
        [
            element("a", _name(asked, one), href=f"#{_anchor(one.key)}") if matches[one.key] else _name(asked, one),
            _reason(asked, one),
            *_numbers(matches[one.key]),
        ]
        for one in wanted
    )
    name = asked.words.label("state", asked.my or "")
    caption = f"Needs of {name}, and how many passages of others there are for each; choose one to read them"
    return wide_table(caption, COLUMNS, body, label=f"Needs of {name}")


def _numbers(matches: Sequence[Match]) -> Iterator[object]:
    """How many of the passages are how near; by others about a State apart. Nothing where there is none."""
    own = [one for one in matches if not one.said.by_others]
    for near in (Near.PROVISION, Near.MATCHED, Near.THEME):
        yield sum(one.near is near for one in own) or ""
    yield len(matches) - len(own) or ""


def _name(asked: Asked, one: Wanted) -> str:
    words = asked.words
    if one.challenge is None:
        return words.label("provision", one.key)
    on = [words.short["provision"].get(code, code) for code in sorted(one.need.provisions)]
    on += [] if on else [words.label("theme", code) for code in one.themes]
    return f"A challenge on {', '.join(on) or 'no action and no theme'}"


def _reason(asked: Asked, one: Wanted) -> Html:
    """Why it is a need: a passage of the State, or the state of its record, each leading to what stands behind it."""
    if one.challenge is not None:
        contribution, _, position = one.key.rpartition(".")
        to = {"contribution": contribution, "passage": position}
        hand = VOICES[one.challenge.voice].name
        return join([link("A passage of it", "contributions", to), f" assessed as challenge, {hand}"])
    if one.gap is None:
        return Html("You chose it; it is not among the gaps.")
    cell = CELLS[Cell(one.gap["cell"])]
    query = filters.query(found.needs_scope(asked.scope, asked.my or ""))
    to_cell = link(f"{cell.mark} {cell.name}", "coverage", {**query, "cell": f"{asked.my}.{one.key}"})
    unknown = "; not known whether the State has victims" if one.gap["bound"] == "unknown" else ""
    unverified = "; text unverified" if one.gap["text_status"] == TextStatus.UNVERIFIED else ""
    return join([to_cell, unknown, unverified])


def _about(asked: Asked, one: Wanted) -> Iterator[Html]:
    """What the need is: the passage that tells of it, or the state of the record, and its themes."""
    yield element("p", _reason(asked, one), ".")
    if one.gap is not None:
        yield element("p", CELLS[Cell(one.gap["cell"])].meaning, class_="quiet")
    if one.challenge is not None:
        yield join(text_held(row["text"], row) for row in _read(asked.view, (one.key,)))
    if one.themes:
        names = ", ".join(asked.words.label("theme", code) for code in one.themes)
        read = "Themes of the passage" if one.challenge else "Themes of most passages on it"
        yield element("p", f"{read}: {names}.", class_="quiet")


def _section(asked: Asked, one: Wanted, few: Sequence[Match], many: int, rows: dict[str, Row]) -> Html:
    name = _name(asked, one)
    label = f"Show all {many}"
    whole = {**asked.query, "need": one.key}
    return element(
        "section",
        element("h3", f"{name}: {counted(many, 'passage')} of others", id=_anchor(one.key)),
        *_about(asked, one),
        *_cards(asked, one.key, few, rows, None),
        element("p", link(label, "practices", whole, aria_label=f"{label}: {name}")) if many > len(few) else "",
    )


def _cards(
    asked: Asked, key: str, matches: Sequence[Match], rows: dict[str, Row], shown_alone: str | None
) -> Iterator[Html]:
    """The passages; those by others about a State under a line of their own that says so."""
    query = {**asked.query, **({"need": shown_alone} if shown_alone else {})}
    shared = filters.query(asked.scope)
    apart = False
    for match in matches:
        row = rows[match.said.passage]
        if match.said.by_others and not apart:
            apart = True
            yield element("p", element("strong", "By others about a State; not what that State said:"))
        way, place = in_brief(row, key, asked.brief, asked.at, query)
        yield card(match, row, asked.mine, asked.words, shared, way, place)


def _anchor(key: str) -> str:
    return f"need-{key}"


def _unanswered(asked: Asked, rest: Sequence[Wanted]) -> Html:
    if not rest:
        return Html()
    names = "; ".join(_name(asked, one) for one in rest)
    said = f"For {counted(len(rest), 'need')} no passage of others is found in what you filtered: {names}."
    return element("section", element("h3", "Nothing found"), element("p", said))


def _no_need(asked: Asked) -> Html:
    """Why there is nothing to look for, and what can be looked at all the same."""
    words, my = asked.words, asked.my or ""
    name = words.label("state", my)
    scope = found.needs_scope(asked.scope, my)
    said = (
        f"No passage of {name} in what you filtered is assessed as challenge, and no provision is a gap of it: each is "
        "reported on, or not addressed to it on the day named above, or its text is not established here."
    )
    record = link(f"The record of {name}", "states", filters.query(scope))
    every = ((code, words.labels["provision"][code]) for code in words.labels["provision"])
    instrument = asked.scope.instrument
    ways = (
        element("li", link(label, "practices", {**asked.query, "need": code}))
        for code, label in every
        if words.groups["provision"][code] == instrument and code in found.related(asked.view)
    )
    return join(
        [
            element("h2", f"{name}: nothing to start from"),
            element("p", said, " ", record, ".", class_="note"),
            element("p", "What others do can be looked at all the same, provision by provision:"),
            element("ul", *ways),
        ]
    )


def _limits(asked: Asked, useful: int) -> Html:
    """What the filters leave of the passages of others, why that may be nothing, and how to see more."""
    view, scope, my = asked.view, asked.scope, asked.my
    assessed = found.helpful(scope)
    said: list[object] = []
    if my and my in scope.states:
        said.append(f"{asked.words.label('state', my)} in the filter State is your own and leaves nobody out. ")
    if not assessed:
        kinds = ", ".join(ASSESSMENTS[one].lower() for one in HELPFUL)
        said.append(f"Your filter Assessment leaves none of {kinds}: without it passages of others can be found. ")
    wider = found.everything(scope)
    many = _others(view, found.offers_scope(scope, my), assessed, my)
    more = _others(view, found.offers_scope(wider, my), assessed, my)
    if more > many:
        query = {**asked.query, **filters.query(wider)}
        for key in ("from", "to", "line"):
            query.pop(key, None)
        label = "At any meeting or none, other conventions included"
        said.append(f"Passages of others to choose from in what you filtered: {many}. ")
        said.append(join([link(label, "practices", query), f": {more}. "]))
    if not useful and not many and scope.limits_states:
        said.append("Your filters on States choose whose passages are shown; leave them out to see those of all. ")
    return element("p", *said, class_=None if useful else "note") if said else Html()


def _others(view: View, scope: Scope, assessed: tuple[Any, ...], my: str | None) -> int:
    """How many passages of others there are to choose from."""
    passages = found.said_in(view, scope, assessed) if assessed else ()
    return sum(not (my and one.is_of(my)) for one in passages)
