"""Who reported what on a provision, by assessment; how the other States stand; and, apart, what others say."""

from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import groupby
from operator import itemgetter

from kb.domain.model import ANY_MEETING, FACT, Assessment, Bound, Cell, Scope, TextStatus, assessment_or_fact
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import ASSESSMENTS, CELLS, ONLY_AS_COORDINATOR, assessment_name, counted
from kb.queries import Row, Rows, coverage
from kb.queries import provisions as ask
from kb.queries.columns import PART
from kb.queries.passages import Passages, passages
from kb.queries.vocabulary import table_of
from kb.store import View
from kb.tables import Table
from kb.ui.markup import Html, Query, element, figure_link, join, link, wide_table
from kb.ui.parts import wording
from kb.ui.parts.provisions import rates_by_provision
from kb.ui.passages import passage_list, passage_table

# More States than this in one place are folded.
NAMED = 20
COLLECTIVE = "Aligned with a collective statement"
HANDS = ("First-hand", "Second-hand", COLLECTIVE)
GROUPS = (
    ("yes", "States it is addressed to"),
    ("unknown", "States Parties of which it is not known whether they have victims"),
)


def reports(view: View, scope: Scope, row: Row, words: Vocabulary) -> Iterator[Html]:
    """What was said on a provision. `scope` is of the provision's instrument and names it as its only provision."""
    said = ask.provision_reports.rows(view, scope, provision=row["id"])
    standing = ask.provision_standing(view, scope, row["id"])
    heard = passages(view, scope, provision=row["id"])
    described = ask.provision_described(view, scope, row["id"])
    rate = rates_by_provision(view, scope)[row["id"]]
    yield element("h2", f"Who reported on it: {_lower(wording.standing(rate, row))}")
    if said:
        bound = {state: of["bound"] for of in standing for state in of["states"]}
        yield _by_assessment(said, bound, scope, row)
    else:
        yield _nothing(view, scope, row)
    yield from _standing(standing, scope, row, words)
    query = wording.asked(scope, row, provision=None)
    yield from _own_passages(said, [one for one in heard.rows if one["part"] == "own"], words, query)
    yield from _described(described, words, query)
    shown = {one["passage"] for one in described.rows}
    others = (one for one in heard.rows if one["part"] == "others")
    yield from _beside([one for one in others if one["passage"] not in shown], words, query)
    if heard.truncated or described.truncated:
        everything = link("all passages of States and others on it", "contributions",
                          wording.asked(scope, row, list="passages"))  # fmt: skip
        yield element("p", "There are more passages than are shown here: ", everything, ".")


def report_tables(view: View, scope: Scope, row: Row, words: Vocabulary) -> tuple[Table, ...]:
    """Who reported what, how every State stands, and the passages of States and others, for files."""
    name = words.short["provision"][row["id"]]
    heard, described = passages(view, scope, provision=row["id"]), ask.provision_described(view, scope, row["id"])
    shown = {one["passage"] for one in described.rows}
    others = [{"part": "others", **one} for one in described.rows]
    own = [one for one in heard.rows if one["passage"] not in shown]
    said = ask.provision_reports.rows(view, scope, provision=row["id"])
    return (
        table_of(ask.provision_reports, f"Who reported what on {name}", said, words),
        table_of(coverage, f"How States stand on {name}", coverage.rows(view, scope), words),
        passage_table([*own, *others], words, f"Passages on {name}", PART),
    )


def _by_assessment(said: Rows, bound: Mapping[str, str], scope: Scope, row: Row) -> Html:
    hands = [hand for hand in HANDS if hand != COLLECTIVE or any(one["aligned"] for one in said)]
    found = [code for code in (*Assessment, FACT) if any(one["assessment"] == code for one in said)]
    body = []
    for code in found:
        of_code = [one for one in said if one["assessment"] == code]
        cells = [_states([one for one in of_code if _hand(one) == hand], bound, scope, row) for hand in hands]
        body.append([assessment_name(code), *cells])
    caption = "Who reported what; the number of passages in brackets"
    shown = wide_table(caption, ["Assessed as", *hands], body)
    absent = [ASSESSMENTS[code].lower() for code in Assessment if code not in found]
    if not absent:
        return shown
    listed = absent[0] if len(absent) == 1 else f"{', '.join(absent[:-1])} or {absent[-1]}"
    return join([shown, element("p", f"Nothing a State said on it is held here as {listed}.")])


def _hand(said: Row) -> str:
    if said["aligned"]:
        return COLLECTIVE
    return "Second-hand" if said["second_hand"] else "First-hand"


def _states(said: Rows, bound: Mapping[str, str], scope: Scope, row: Row) -> Html:
    links = []
    for (state, name), of_state in groupby(said, key=itemgetter("state", "name")):
        every = list(of_state)
        listed = wording.asked(
            scope,
            row,
            list="passages",
            state=state,
            provision=row["id"],
            assessment=assessment_or_fact(every[0]["assessment"]),
        )
        label = f"{name} ({len({one['passage'] for one in every})})"
        beside = {"no": ", not bound", "unknown": ", not known whether bound"}.get(bound.get(state, ""), "")
        marks = ", second-hand" if any(one["aligned"] and one["second_hand"] for one in every) else ""
        links.append(join([figure_link(label, "contributions", listed), beside, marks]))
    return join(links, "; ") if links else Html("none held")


def _own_passages(said: Rows, own: Rows, words: Vocabulary, query: Query) -> Iterator[Html]:
    aligned = {one["passage"] for one in said if one["aligned"]}
    for title, found in (
        ("First-hand, from the State’s own statement", [one for one in own if one["voice"] == "own"]),
        ("Second-hand, as somebody reports it", [one for one in own if one["voice"] == "reported"]),
    ):
        if found:
            count = counted(len(found), "passage")
            collective = sum(one["passage"] in aligned for one in found)
            beside = f", {collective} of them in a statement made for several States" if collective else ""
            yield element("h3", f"{title}: {count}{beside}")
            yield passage_list(found, words, query)


def _nothing(view: View, scope: Scope, row: Row) -> Html:
    """That nothing is held in the scope, and whether anything is outside it."""
    said = "No published passage of a State on it is held in what you filtered."
    wide = Scope(instrument=scope.instrument, meetings=(ANY_MEETING,), provisions=scope.provisions)
    elsewhere = ask.provision_reports.rows(view, wide, provision=row["id"])
    if row["text_status"] == TextStatus.MISSING and not elsewhere:
        return element("p", CELLS[Cell.TEXT_MISSING].meaning)
    if not elsewhere:
        return element("p", said, " Nor is one held from any other meeting or State.")
    count = counted(len({one["passage"] for one in elsewhere}), "passage")
    states = counted(len({one["state"] for one in elsewhere}), "State")
    again = {"instrument": row["instrument"], "read": row["id"], "meeting": ANY_MEETING, "rev": scope.revision}
    query = {key: value for key, value in again.items() if value is not None}
    shown = link("Show everything held on it, other conventions included", "actions", query)
    return element("p", f"{said} Outside it, {count} of {states} on it are held: ", shown, ".")


def _standing(standing: Rows, scope: Scope, row: Row, words: Vocabulary) -> Iterator[Html]:
    if all(of["bound"] == Bound.NOT_ESTABLISHED for of in standing):
        yield element("p", "Whom it addresses is not established, so nobody can be said to have left it unanswered.")
        return
    for bound, title in GROUPS:
        by_cell = {of["cell"]: of["states"] for of in standing if of["bound"] == bound}
        coordinators = {state for of in standing for state in of["coordinators"]}
        if not by_cell:
            continue
        yield element("h3", f"How the {sum(map(len, by_cell.values()))} {title} stand")
        yield wording.facts(
            (
                f"{said.mark} {said.name}: {len(by_cell[cell])}",
                join(
                    [
                        element("span", said.meaning, class_="quiet"),
                        " ",
                        _named(by_cell[cell], coordinators, scope, row, words),
                    ]
                ),
            )
            for cell, said in CELLS.items()
            if cell in by_cell
        )


def _named(states: Sequence[str], coordinators: Set[str], scope: Scope, row: Row, words: Vocabulary) -> Html:
    links = join(
        (
            join(
                [
                    link(
                        words.label("state", state),
                        "coverage",
                        wording.asked(scope, row, provision=None, cell=f"{state}.{row['id']}"),
                    ),
                    f" ({ONLY_AS_COORDINATOR})" if state in coordinators else "",
                ]
            )
            for state in states
        ),
        "; ",
    )
    if len(states) <= NAMED:
        return links
    return element("details", element("summary", f"Name all {len(states)}"), links)


def _described(described: Passages, words: Vocabulary, query: Query) -> Iterator[Html]:
    rows = described.rows
    yield element("h2", f"What others report about States: {counted(len(rows), 'passage')}")
    if not rows:
        yield element("p", "Nobody else’s passage about a State you filtered is held on it.")
        return
    yield element(
        "p",
        "None of this was said by the State described, and none of it counts as a report of that State. It is shown "
        "whatever the meeting and the day; the filters for States, themes and assessments apply. ",
        link("What is known of these sources", "method"),
    )
    for name, of_state in groupby(rows, key=itemgetter("about_name")):
        found = list(of_state)
        title = f"About {name}: {counted(len(found), 'passage')} by others"
        yield element("details", element("summary", title), passage_list(found, words, query))


def _beside(found: Rows, words: Vocabulary, query: Query) -> Iterator[Html]:
    if found:
        yield element("h2", f"What organisations and meetings say: {counted(len(found), 'passage')}")
        yield element("p", "Made by no single State; not counted as any State’s report.")
        yield passage_list(found, words, query)


def _lower(said: str) -> str:
    return said[:1].lower() + said[1:]
