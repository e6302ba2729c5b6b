"""The screen Practices put together: a State's needs, and for each the passages of others that may be of use."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from kb.cache import cached
from kb.domain import filters
from kb.domain.words import counted
from kb.queries import Row
from kb.search.practices import Match, Near
from kb.ui.elements import paging
from kb.ui.markup import Html, element, join, link, wide_table
from kb.ui.parts import practices_found as found
from kb.ui.parts.practices_asked import (
    Asked,
    limit_words,
    need_name,
    need_words,
    read_passages,
    wanted_need,
    why_needed,
)
from kb.ui.parts.practices_cards import card, in_brief, rule
from kb.ui.parts.practices_found import Answer, Wanted

COLUMNS = (
    "Need",
    "Why it is one",
    "On the same provision",
    "On one we match with it",
    "On its theme",
    "By third parties about a State",
)


def needs(asked: Asked) -> Html:
    """All needs of my State, and the first passages of others for each.

    Without a brief it is cached; with one it differs from reader to reader, and keeping them all would cost more.
    """
    return _needs(asked) if asked.brief or asked.at else _needs_cached(asked)


@cached
def _needs_cached(asked: Asked) -> Html:
    return _needs(asked)


def _needs(asked: Asked) -> Html:
    my = asked.my or ""
    wanted = found.wanted(asked.view, asked.scope, my)
    if not wanted:
        return _no_need(asked)
    answers, useful, by_others = found.answers(asked.view, asked.scope, my)
    helped = found.with_passages(wanted, answers)
    rest = [one for one in wanted if not answers[one.key].many]
    rows = _rows(asked, [match for one in helped for match in answers[one.key].first])
    return join(
        [
            element("h2", _summary(asked, wanted, useful, by_others)),
            limit_words(asked, useful),
            _overview(asked, wanted, answers, found.on_own_page(wanted)),
            rule(),
            *(_section(asked, one, answers[one.key], rows) for one in helped),
            _unanswered(asked, rest),
        ]
    )


def one_need(asked: Asked, key: str, page: str | None) -> Html:
    """One need with all passages of others for it. `key` is a provision, or a challenge of my State."""
    one = wanted_need(asked, key)
    back = element("p", link("Back to all needs" if asked.my else "Choose a State", "practices", asked.query))
    if one is None:
        said = f"“{filters.shown(key)}” is no action or article, and no challenge that the State chosen reports here."
        return join([element("p", said, class_="note"), back])
    matches = found.ranked(asked.view, asked.scope, one, asked.my)
    on_page = paging.asked_for(page)
    some = matches[on_page.offset : on_page.offset + paging.SIZE]
    ways = paging.pages(on_page, len(matches), "practices", {**asked.query, "need": key})
    title = f"{need_name(asked, one)}: {counted(len(matches), 'passage')} of others"
    rows = _rows(asked, some)
    return join(
        [
            back,
            element("h2", title),
            *need_words(asked, one),
            limit_words(asked, len(matches)),
            rule(),
            ways,
            *_cards(asked, one.key, some, rows, key),
            ways if len(some) > found.FEW else "",
        ]
    )


def _rows(asked: Asked, matches: Sequence[Match]) -> dict[str, Row]:
    return {row["passage"]: row for row in read_passages(asked.view, tuple(dict.fromkeys(found.ids(matches))))}


def _summary(asked: Asked, wanted: Sequence[Wanted], useful: int, by_others: int) -> str:
    """What to take from the table: how many needs, and how many passages of others, third parties among them."""
    gaps = sum(one.gap is not None for one in wanted)
    hard = len(wanted) - gaps
    unit = "action" if asked.scope.instrument == "VAP" else "provision"
    parts = [counted(hard, "passage") + " assessed as challenge"] if hard else []
    parts += [f"{counted(gaps, unit)} on which no report is held"] if gaps else []
    said = f"{counted(useful, 'passage')} of others may be of use" if useful else "no passage of others is found"
    said += f", {by_others} of them by third parties about a State" if by_others else ""
    return f"{asked.words.label('state', asked.my or '')}: {' and '.join(parts)}; {said}"


def _overview(asked: Asked, wanted: Sequence[Wanted], answers: Mapping[str, Answer], later: Collection[str]) -> Html:
    """The needs as a table; those of `later` are not shown below it, but on a page of their own."""

    def to_passages(one: Wanted) -> object:
        if not answers[one.key].many:
            return need_name(asked, one)
        if one.key in later:
            return link(need_name(asked, one), "practices", {**asked.query, "need": one.key})
        return element("a", need_name(asked, one), href=f"#{_anchor(one.key)}")

    body = (
        [
            to_passages(one),
            why_needed(asked, one),
            *_numbers(answers[one.key]),
        ]
        for one in wanted
    )
    my = asked.words.label("state", asked.my or "")
    caption = f"Needs of {my}, and how many passages of others there are for each; choose one to read them"
    return wide_table(caption, COLUMNS, body, label=f"Needs of {my}")


def _numbers(answer: Answer) -> Iterator[object]:
    """How many of the passages are how near; by others about a State apart. Nothing where there is none."""
    for near in (Near.PROVISION, Near.MATCHED, Near.THEME):
        yield answer.near[near] or ""
    yield answer.by_others or ""


def _section(asked: Asked, one: Wanted, answer: Answer, rows: dict[str, Row]) -> Html:
    many, few = answer.many, answer.first
    title = need_name(asked, one)
    label = f"Show all {many}"
    whole = {**asked.query, "need": one.key}
    return element(
        "section",
        element("h3", f"{title}: {counted(many, 'passage')} of others", id=_anchor(one.key)),
        *need_words(asked, one),
        *_cards(asked, one.key, few, rows, None),
        element("p", link(label, "practices", whole, aria_label=f"{label}: {title}")) if many > len(few) else "",
    )


def _cards(
    asked: Asked, key: str, matches: Sequence[Match], rows: dict[str, Row], shown_alone: str | None
) -> Iterator[Html]:
    """The passages; those by others about a State under a line of their own that says so."""
    query = {**asked.query, **({"need": shown_alone} if shown_alone else {})}
    shared = filters.query(asked.scope)
    apart = False
    for match in matches:
        row = rows[match.candidate.passage]
        if match.candidate.by_others and not apart:
            apart = True
            yield element("p", element("strong", "By others about a State; not what that State said:"))
        way, place = in_brief(row, key, asked.brief, asked.at, query)
        yield card(match, row, asked.mine, asked.words, shared, way, place)


def _anchor(key: str) -> str:
    return f"need-{key}"


def _unanswered(asked: Asked, rest: Sequence[Wanted]) -> Html:
    if not rest:
        return Html()
    names = "; ".join(need_name(asked, one) for one in rest)
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
    offers = found.said_in(asked.view, found.offers_scope(asked.scope, my), found.helpful(asked.scope))
    on = {code for one in offers if not one.is_of(my) for code in one.whole}
    ways = (
        element("li", link(label, "practices", {**asked.query, "need": code}))
        for code, label in words.labels["provision"].items()
        if code in on
    )
    return join(
        [
            element("h2", f"{name}: nothing to start from"),
            element("p", said, " ", record, ".", class_="note"),
            element("p", "What others do can be looked at all the same, on each action or article they speak to:"),
            element("ul", *ways),
        ]
    )
