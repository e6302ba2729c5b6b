"""The passages behind a figure: what a State said; apart, what others say of it, and what lies outside the filters."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from kb.cache import cached
from kb.domain import filters
from kb.domain.model import ANY_MEETING, Cell, Scope
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import CELLS, ONLY_AS_COORDINATOR, counted
from kb.queries import Rows, records
from kb.queries.columns import PART
from kb.queries.looks import state_standing
from kb.queries.passages import RELATION, Passages, passages
from kb.queries.vocabulary import vocabulary
from kb.store import View
from kb.tables import Table
from kb.ui.markup import Html, element, join, link, text
from kb.ui.parts import emptiness, paging
from kb.ui.parts.contributions import about_words
from kb.ui.passages import passage_list, passage_table


class Asked(NamedTuple):
    """Whose passages are asked for: of one State, by others about it, or all in the scope; on one provision, or any."""

    view: View
    scope: Scope
    about: str | None

    @property
    def state(self) -> str | None:
        """The one State, if it is one."""
        return self.about or (self.scope.states[0] if len(self.scope.states) == 1 else None)

    @property
    def provision(self) -> str | None:
        """The one provision, if it is one."""
        return self.scope.provisions[0] if len(self.scope.provisions) == 1 else None

    def found(self, offset: int = 0, limit: int = paging.SIZE) -> Passages:
        """The passages from `offset` on."""
        return passages(
            self.view, self.scope, state=self.state, provision=self.provision, part="others" if self.about else None,
            limit=limit, offset=offset,
        )  # fmt: skip


@cached
def passages_in(view: View, scope: Scope, about: str | None, page: str | None) -> Html:
    """The passages in the scope; with `about` (a State's code), only those by others about that State."""
    words = vocabulary(view)
    if about and about not in words.labels["state"]:
        return element("p", f"No State with the code “{filters.shown(about)}” is known here.", class_="note")
    asked = Asked(view, scope, about)
    on_page = paging.asked_for(page)
    found = asked.found(on_page.offset)
    query = {**filters.query(scope), "list": "passages"} | ({"about": [about]} if about else {})
    counts = {part: found.count(part) for part in (("others",) if about else ("own", "others", "elsewhere"))}
    total = sum(counts.values())
    first = on_page.number == 1
    return join(
        [
            element("h2", _summary(asked, counts, words)) if total or first else "",
            _why(asked, counts, words) if first and not about else "",
            _empty(asked, words) if first and not total else "",
            about_words(view, scope, about) if about else "",
            paging.pages(on_page, total, "contributions", query),
            *_parts(asked, found, words),
            paging.pages(on_page, total, "contributions", query, "Pages, again") if len(found.rows) > 20 else "",
        ]
    )


@cached
def table(view: View, scope: Scope, about: str | None, page: str | None) -> Table:
    """The passages of one page for files, part by part."""
    found = Asked(view, scope, about).found(paging.asked_for(page).offset)
    return passage_table(found.rows, vocabulary(view), "Passages, latest first", PART, RELATION)


def _summary(asked: Asked, counts: Mapping[str, int], words: Vocabulary) -> str:
    """How many passages there are, of whom and on what."""
    on = f" on {words.label('provision', asked.provision)}" if asked.provision else ""
    if asked.about:
        return f"{counted(counts['others'], 'passage')} by others about {words.label('state', asked.about)}{on}"
    if not asked.state:
        said = f"{counted(counts['own'] + counts['others'], 'passage')} in what you filtered{on}"
        return f"{said}: {counts['own'] or 'none'} said by States, {counts['others'] or 'none'} by others"
    beside = [f"{counts['others']} by others about it"] if counts["others"] else []
    beside += [f"{counts['elsewhere']} of it elsewhere"] if counts["elsewhere"] else []
    said = f"{words.label('state', asked.state)}: {counted(counts['own'], 'passage')}{on} in what you filtered"
    return f"{said}; beside that {' and '.join(beside)}" if beside else said


def _parts(asked: Asked, found: Passages, words: Vocabulary) -> Iterator[Html]:
    """The parts that have passages on this page, each under a heading that says whose they are and how many."""
    name = words.label("state", asked.state) if asked.state else ""
    limited = asked.scope.limits_states
    here = found.count("others_here")
    among = f"{here or 'None'} of these {'is' if here == 1 else 'are'} in what you filtered."
    at_meetings = "" if asked.about else f" {among}"
    titles = {
        "own": (f"{name}: its own", f"What {name} said, first-hand or as reported.")
        if name
        else ("Said by States", "First-hand or as reported."),
        "others": (f"By others about {name}", f"Not what {name} said. Counted whatever the meeting.{at_meetings}")
        if name
        else (
            "By others about the States you filtered" if limited else "By others",
            "None of this is a State’s own contribution.",
        ),
        "elsewhere": (f"{name} elsewhere: outside what you filtered", "Not counted in what you filtered."),
    }
    for part, (title, explained) in titles.items():
        rows: Rows = [row for row in found.rows if row["part"] == part]
        if rows:
            more = found.count(part)
            headed = f"{title} ({more})" if len(rows) == more else f"{title} ({len(rows)} of {more} on this page)"
            yield element(
                "section",
                element("h3", headed),
                element("p", explained, class_="quiet"),
                passage_list(rows, words, filters.query(asked.scope)),
            )


def _why(asked: Asked, counts: Mapping[str, int], words: Vocabulary) -> Html:
    """How the State's record stands, in the words of the matrix, and what to widen when nothing of its own is here."""
    if not asked.state or (counts["own"] and not asked.provision):
        return Html()
    said = element("p", _standing(asked, words))
    if counts["own"] or not counts["elsewhere"] or ANY_MEETING in asked.scope.meetings:
        return said
    query = {**filters.query(asked.scope), "list": "passages", "meeting": ANY_MEETING}
    wider = link("at any meeting or none, other conventions included", "contributions", query)
    return join([said, element("p", "Look for what it said ", wider, ".")])


def _standing(asked: Asked, words: Vocabulary) -> Html:
    """The state of the State's record, in a sentence."""
    code = asked.state or ""
    stands = next((row for row in records(state_standing(asked.view, asked.scope)) if row["state"] == code), None)
    cell = Cell(stands["standing"]) if stands else None
    name = words.label("state", code)
    nothing = f"Nothing that {name} said is held in what you filtered"
    if stands is None and words.groups["state"].get(code) == "listed":
        return text(f"{nothing}: another filter on States leaves it out.")
    if stands is None or cell is None:
        return text(f"{nothing}. It is not among the States that signed or joined the Convention.")
    meaning = CELLS[cell].meaning
    if not asked.provision and cell is Cell.SILENT:
        meaning = f"{name} contributed, and what is held of it has nothing on what you filtered."
    elif not asked.provision and cell is Cell.NOT_ADDRESSED:
        return text(
            f"{nothing}. No provision whose text is established is counted as addressed to it: on the day named above "
            "it is not a party in force, or it is not named as having victims."
        )
    elif not asked.provision and cell is Cell.TEXT_MISSING:
        return text(
            f"{nothing}. The texts of these provisions are not established here, so nothing could be coded to them, "
            "and nobody can be said to have left them unanswered."
        )
    beside = f" It {ONLY_AS_COORDINATOR}." if stands["only_as_coordinator"] else ""
    return join([element("strong", f"{CELLS[cell].mark} {CELLS[cell].name}"), f". {meaning}{beside}"])


def _empty(asked: Asked, words: Vocabulary) -> Html:
    def found(wider: Scope) -> int:
        some = Asked(asked.view, wider, asked.about).found(limit=1)
        return some.count("others") if asked.about else sum(some.count(part) for part in ("own", "others", "elsewhere"))

    said = "No published passage fits all the filters together."
    own = {"list": "passages"} | ({"about": asked.about} if asked.about else {})
    return emptiness.nothing(said, asked.scope, words, found, "passage", **own)
