"""One contribution to read: what it is, in whose words, its passages with their codes, and how to cite each."""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from kb.cache import cached
from kb.db import View
from kb.domain import filters, words
from kb.domain.catalogue import gettext as _
from kb.domain.citations import citation
from kb.domain.model import Scope
from kb.domain.words import CONTRIBUTION_KINDS, day_words
from kb.questions import Row
from kb.questions.contributions import contribution_read, contributions_read
from kb.questions.passages import Passages, by_contribution, passages
from kb.questions.translations import translations
from kb.questions.vocabulary import vocabulary
from kb.tables import Table
from kb.ui import linked, originals
from kb.ui.elements import paging
from kb.ui.elements.paging import Page
from kb.ui.frame import Here
from kb.ui.markup import Html, address, render
from kb.ui.passages import passage_table

MOST = 2_000
DELEGATION = (
    ("survivors", _("survivors")),
    ("experts", _("experts")),
    ("disability_organisations", _("representatives of organisations of persons with disabilities")),
)


class Reading(NamedTuple):
    """What is held of a contribution: its particulars, its passages, and its text by language."""

    row: Row
    found: Passages
    translations: Mapping[str, list[str]]


def read(view: View, scope: Scope, ids: Sequence[str]) -> dict[str, Reading]:
    """What is held of those contributions that are published; all together take little longer than one."""
    rows, texts = contributions_read(view, scope, ids), translations(view, ids)
    found = by_contribution(view, scope, list(rows), limit=MOST)
    return {id_: Reading(row, found[id_], texts.get(id_, {})) for id_, row in rows.items()}


def finding(view: View, scope: Scope, id_: str) -> str:
    """The title: who, what and when."""
    return title(view, contribution_read(view, scope, id_))


def title(view: View, row: Row | None) -> str:
    """The title of a contribution that may not be there."""
    if row is None:
        return _("No such contribution")
    kind = CONTRIBUTION_KINDS[row["kind"]].lower()
    day = row["first_date"] if row["first_date"] == row["last_date"] else None
    about = _about(view, row)
    of_whom = _(" about {state}").format(state=about) if about else ""
    return f"{row['contributor_label']}: {kind}{of_whom}, {day_words(day) if day else row['date'] or _('no date')}"


def show(place: Here, id_: str, asked: str | None) -> None:
    """The contribution with this id, and the file that was handed in beside it where the reader may see that."""
    file = originals.chosen(place, id_)
    number = int(asked) if asked else None
    page, here = _page(place.view, place.scope, id_, number, place.first("page"))

    def to(one: int) -> str:
        if one in here:
            return "#asked" if one == number else f"#passage-{one}"
        return address("contributions", place.query(contribution=id_, passage=one))

    in_file = frozenset(file.sources if file else ())
    with originals.beside(file, originals.Opening(number, to, first=here[0] if here else None)):
        linked.show(contribution(place.view, place.scope, id_, asked, in_file, page), "reader")


@cached
def _page(view: View, scope: Scope, id_: str, number: int | None, page: str | None) -> tuple[Page, tuple[int, ...]]:
    """The page of a long contribution that is asked for, or that holds passage `number`; with the numbers on it."""
    numbers = [row["position"] for row in passages(view, scope, contribution=id_, limit=MOST).rows]
    shown = paging.holding(page, numbers.index(number) if number in numbers else None)
    return shown, tuple(shown.of(numbers))


@cached
def contribution(
    view: View,
    scope: Scope,
    id_: str,
    asked: str | None,
    in_file: frozenset[int] = frozenset(),
    page: Page | None = None,
) -> Html:
    """The contribution with this id, or a page of its passages; the one whose number is `asked` is marked and gone to.

    The passages `in_file` lead to their places in the file that is shown beside them.
    """
    reading = read(view, scope, [id_]).get(id_)
    if reading is None:
        shown, query = filters.shown(id_), filters.query(scope)
        return render("statements/unknown.html", id=shown, revision=view.revision, query=query)
    return text_of(view, scope, reading, asked, in_file, page)


def text_of(
    view: View,
    scope: Scope,
    reading: Reading,
    asked: str | None,
    in_file: Collection[int] = (),
    page: Page | None = None,
) -> Html:
    """A contribution that was read, likewise."""
    row, found, query = reading.row, reading.found, filters.query(scope)
    rows, whole = page.of(found.rows) if page else found.rows, {**query, "contribution": row["contribution"]}
    numbers = [one["position"] for one in found.rows]
    about = _about(view, row)
    beside = {_("Earlier by {name}"): row["earlier"], _("Later by {name}"): row["later"]}
    return render(
        "statements/contribution.html",
        row=row,
        rows=rows,
        total=len(found.rows),
        pages=paging.pages(page, len(found.rows), "contributions", whole, _("Pages of passages")) if page else "",
        most=MOST if found.truncated else None,
        asked=asked,
        in_file=in_file,
        translations=reading.translations,
        stray=filters.shown(asked) if asked and asked not in map(str, numbers) else None,
        about=about,
        beside=[
            (label.format(name=row["contributor_label"]), address("contributions", {**query, "contribution": other}))
            for label, other in beside.items()
            if other
        ],
        cited={one["position"]: citation(row, view.revision, about=about, position=one["position"]) for one in rows},
        cited_whole=citation(row, view.revision, about=about),
        delegation=[(label, row[key]) for key, label in DELEGATION if row[key] is not None],
        vocabulary=vocabulary(view),
        query=query,
        said=words,
    )


@cached
def table(view: View, scope: Scope, id_: str) -> Table:
    """The passages of the contribution with this id for files; none where it is not published."""
    rows = passages(view, scope, contribution=id_, limit=MOST).rows
    return passage_table(rows, vocabulary(view), _("Passages of {id}").format(id=filters.shown(id_)))


def _about(view: View, row: Row) -> str | None:
    """The name of the State described, where that is not who speaks."""
    code = row["about_state"]
    return vocabulary(view).label("state", code) if code and code != row["state"] else None
