"""One contribution to read: what it is, in whose words, its passages with their codes, and how to cite each."""

from kb.cache import cached
from kb.db import View
from kb.domain import filters, words
from kb.domain.catalogue import gettext as _
from kb.domain.citations import citation
from kb.domain.model import Scope
from kb.domain.words import CONTRIBUTION_KINDS, day_words
from kb.questions import Row
from kb.questions.contributions import contribution_read
from kb.questions.passages import passages
from kb.questions.translations import translations
from kb.questions.vocabulary import vocabulary
from kb.tables import Table
from kb.ui import linked
from kb.ui.frame import Here
from kb.ui.markup import Html, address
from kb.ui.originals import panel
from kb.ui.passages import passage_table
from kb.ui.templates import render

MOST = 2_000
DELEGATION = (
    ("survivors", _("survivors")),
    ("experts", _("experts")),
    ("disability_organisations", _("representatives of organisations of persons with disabilities")),
)


def finding(view: View, scope: Scope, id_: str) -> str:
    """The title: who, what and when."""
    row = contribution_read(view, scope, id_)
    if row is None:
        return _("No such contribution")
    kind = CONTRIBUTION_KINDS[row["kind"]].lower()
    day = row["first_date"] if row["first_date"] == row["last_date"] else None
    about = _about(view, row)
    of_whom = _(" about {state}").format(state=about) if about else ""
    return f"{row['contributor_label']}: {kind}{of_whom}, {day_words(day) if day else row['date'] or _('no date')}"


def show(place: Here, id_: str, asked: str | None) -> None:
    """The contribution with this id, and the file that was handed in beside it where the reader may see that."""
    file = panel.chosen(place, id_)
    number = int(asked) if asked else None
    with panel.beside(file, number, lambda one: "#asked" if one == number else f"#passage-{one}"):
        linked.show(
            contribution(place.view, place.scope, id_, asked, frozenset(file.sources if file else ())), "reader"
        )


@cached
def contribution(view: View, scope: Scope, id_: str, asked: str | None, in_file: frozenset[int] = frozenset()) -> Html:
    """The contribution with this id; the passage whose number is `asked` is marked and gone to.

    The passages `in_file` lead to their places in the file that is shown beside them.
    """
    row = contribution_read(view, scope, id_)
    query = filters.query(scope)
    if row is None:
        return render("statements/unknown.html", id=filters.shown(id_), revision=view.revision, query=query)
    found = passages(view, scope, contribution=id_, limit=MOST)
    numbers = [one["position"] for one in found.rows]
    about = _about(view, row)
    beside = {_("Earlier by {name}"): row["earlier"], _("Later by {name}"): row["later"]}
    return render(
        "statements/contribution.html",
        row=row,
        rows=found.rows,
        most=MOST if found.truncated else None,
        asked=asked,
        in_file=in_file,
        translations=translations(view, id_),
        stray=filters.shown(asked) if asked and asked not in map(str, numbers) else None,
        about=about,
        beside=[
            (label.format(name=row["contributor_label"]), address("contributions", {**query, "contribution": other}))
            for label, other in beside.items()
            if other
        ],
        cited={
            one["position"]: citation(row, view.revision, about=about, position=one["position"]) for one in found.rows
        },
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
