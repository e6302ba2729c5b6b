"""The list of contributions: who said something, where, in which voice, and what to know about it."""

from collections.abc import Iterable, Iterator

from kb.cache import cached
from kb.domain import filters
from kb.domain.model import ANY_MEETING, OUTSIDE_MEETINGS, Scope
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import CONTRIBUTION_KINDS, LANGUAGES, VOICES, counted
from kb.queries import Row
from kb.queries import contributions as ask
from kb.queries.vocabulary import table_of, vocabulary
from kb.store import View
from kb.tables import Table
from kb.ui.markup import Html, Query, choices, element, join, link, wide_table
from kb.ui.parts import emptiness, paging
from kb.ui.passages import convention, voice

VOICES_SAID = f"Voice: {'; '.join(said.whole for said in VOICES.values())}."
COLUMNS = ("Contributor", "Voice", "Date", "Meeting", "Line", "Kind", "Language", "Passages", "Caveats")
MARKS_SAID = (
    "Caveats: “digest”, put into our own words, not the contributor’s; “source cut”, only the beginning of the source "
    "was seen; “note”, a caveat to read in the contribution. Line: “inferred”, the source names none and we guess."
)


def choice(shown: str, scope: Scope, about: str | None) -> Html:
    """Links to the two lists, the one shown marked."""
    query = {**filters.query(scope)} | ({"about": [about]} if about else {})
    links = (
        link(title, "contributions", {**query, **own}, aria_current="page" if name == shown else None)
        for name, title, own in (("contributions", "Contributions", {}), ("passages", "Passages", {"list": "passages"}))
    )
    return choices(links, "Contributions or their passages")


@cached
def contributions_in(view: View, scope: Scope, about: str | None, page: str | None) -> Html:
    """The contributions in the scope; or, with `about` (a State's code), those by others about that State."""
    words = vocabulary(view)
    if about and about not in words.labels["state"]:
        return element("p", f"No State with the code “{filters.shown(about)}” is known here.", class_="note")
    asked = paging.asked_for(page)
    found = ask.contribution_list(view, scope, about, limit=paging.SIZE, offset=asked.offset)
    query = {**filters.query(scope)} | ({"about": [about]} if about else {})
    total = found.total
    said = about_words(view, scope, about) if about else _in_all(view, scope, total)
    if not total and asked.number == 1:
        return join([_empty(view, scope, about, words), said])
    return join(
        [
            said,
            paging.pages(asked, total, "contributions", query),
            *_parts(found, scope, about, words),
            element("p", MARKS_SAID, class_="quiet"),
            element("p", VOICES_SAID, class_="quiet"),
            paging.pages(asked, total, "contributions", query, "Pages, again") if len(found.rows) > 20 else "",
        ]
    )


@cached
def table(view: View, scope: Scope, about: str | None) -> Table:
    """The whole list for files."""
    words = vocabulary(view)
    caption = f"Contributions by others about {words.label('state', about)}" if about else "Contributions, latest first"
    return table_of(ask.contributions, caption, ask.contributions.rows(view, scope, about=about), words)


def _parts(found: ask.Contributions, scope: Scope, about: str | None, words: Vocabulary) -> Iterator[Html]:
    """A table for each part of the list that has rows on this page, under a heading that says whose it is."""
    own, others = found.count("own"), found.count("others")
    names = [words.label("state", code) for code in scope.states]
    of_whom = names[0] if len(names) == 1 else "the States you filtered"
    limited = scope.limits_states
    titles = {
        "own": (f"Of {of_whom}: {counted(own, 'contribution')}", f"Contributions of {of_whom}"),
        "others": (
            f"By others about {of_whom}: {counted(others, 'contribution')}"
            if limited
            else f"{counted(others, 'contribution')} in what you filtered",
            f"Contributions by others about {of_whom}" if limited else "Contributions, latest first",
        ),
    }
    if about:
        name = words.label("state", about)
        titles["others"] = (
            f"By others about {name}: {counted(others, 'contribution')}",
            f"Contributions by others about {name}; not what {name} said",
        )
    query = filters.query(scope)
    for part, (title, caption) in titles.items():
        rows = [row for row in found.rows if row["part"] == part]
        if rows:
            whole = found.count(part)
            cut = "" if len(rows) == whole else f" ({len(rows)} of {whole} on this page)"
            yield element("section", element("h2", title), _table(f"{caption}{cut}", rows, words, query))


def _table(caption: str, rows: Iterable[Row], words: Vocabulary, query: Query) -> Html:
    body = (
        (
            _contributor(row, words, query),
            voice(row["voice"], brief=True),
            element("span", row["date"] or "no date", class_="number"),
            meeting(row),
            line(row),
            CONTRIBUTION_KINDS[row["kind"]],
            LANGUAGES.get(row["language"], row["language"]),
            row["held"] if row["passages"] == row["held"] else f"{row['passages']} of {row['held']}",
            ", ".join(caveats(row)),
        )
        for row in rows
    )
    return wide_table(caption, COLUMNS, body)


def _contributor(row: Row, words: Vocabulary, query: Query) -> Html:
    name = row["contributor_label"]
    said = f"{CONTRIBUTION_KINDS[row['kind']].lower()}, {row['meeting_label']}, {row['date'] or 'no date'}"
    parts: list[object] = [
        link(
            name,
            "contributions",
            {**query, "contribution": row["contribution"]},
            aria_label=f"{name}: {said}",
        )
    ]
    if row["contributor_name"] != name:
        parts.append(element("small", f" in the source: {row['contributor_name']}"))
    if row["about_state"] and row["about_state"] != row["state"]:
        parts.append(element("small", f" about {words.label('state', row['about_state'])}"))
    return join(parts, " ")


def meeting(row: Row) -> Html:
    """The meeting, and the convention where it is another one."""
    return join([row["meeting_label"], convention(row["convention"])], " ")


def line(row: Row) -> str:
    """The discussion line, and whether the source names it or we infer it."""
    if row["line"]:
        return f"{row['line']}, named"
    return f"{row['line_inferred']}, inferred" if row["line_inferred"] else "not stated"


def caveats(row: Row) -> Iterator[str]:
    """Short marks of what limits a contribution."""
    if row["text_kind"] != "verbatim":
        yield "note taken in the room" if row["text_kind"] == "note" else row["text_kind"]
    if row["source_truncated"]:
        yield "source cut"
    if row["note"] and row["text_kind"] != "note":
        yield "note"


def _in_all(view: View, scope: Scope, shown: int) -> Html:
    """How much is held beside what is shown, with the way to it."""
    held = ask.contribution_totals(view)
    if shown == held["contributions"]:
        return element("p", f"These are all the {held['contributions']} contributions published here.")
    everything = link(f"Show all {held['contributions']}", "contributions", {"meeting": ANY_MEETING})
    no_meeting = link(f"the {held['outside']} made to no meeting", "contributions", {"meeting": OUTSIDE_MEETINGS})
    return element(
        "p",
        f"The knowledge base holds {counted(held['contributions'], 'contribution')} in all. {held['at_ccm']} were made "
        "to a meeting of the Convention and speak to it; the others, such as monitoring, were made to no meeting or to "
        "another convention’s. ",
        everything,
        " · Show ",
        no_meeting,
    )


def about_words(view: View, scope: Scope, about: str) -> Html:
    """That these are not the State's words, and how they stand to the meetings chosen."""
    held = ask.contribution_about(view, scope, about)
    name = vocabulary(view).label("state", about)
    other = f" {held['on_other']} more speak to other conventions." if held["on_other"] else ""
    said = (
        f"What others say about {name}. None of it counts as something {name} said. It is listed here whatever the "
        f"meeting, for monitoring is made to none: {held['at_meeting'] or 'none'} of "
        f"{counted(held['on_ccm'], 'contribution')} on the Convention {'was' if held['at_meeting'] == 1 else 'were'} "
        "made to the meetings you filtered. To see them with all else that is held: "
    )
    ways = [
        link("everything made to no meeting", "contributions", {"meeting": OUTSIDE_MEETINGS, "state": about}),
        link("everything held", "contributions", {"meeting": ANY_MEETING, "state": about}),
    ]
    own = link(
        f"What {name} itself said", "contributions", {**filters.query(scope), "state": about, "list": "passages"}
    )
    return element("p", said, join(ways, " · "), f".{other} ", own)


def _empty(view: View, scope: Scope, about: str | None, words: Vocabulary) -> Html:
    def found(wider: Scope) -> int:
        return ask.contribution_list(view, wider, about, limit=1).total

    if about:
        said = f"No contribution by others about {words.label('state', about)} is held on what you filtered."
        return emptiness.nothing(said, scope, words, found, "contribution", about=about)
    said = "No published contribution fits all the filters together."
    return emptiness.nothing(said, scope, words, found, "contribution")
