"""A State's coverage, provision by provision, with the reason for every empty cell."""

from collections import Counter
from collections.abc import Sequence

from kb.domain.model import Cell
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import CELLS, CODED_AS, ONLY_AS_COORDINATOR, TEXT_KINDS, counted
from kb.queries import Row
from kb.ui.markup import Html, Query, element, figure_link, join, link, wide_table
from kb.ui.parts.state_directory import without

BESIDE = {
    "monitoring": "by others about it",
    "elsewhere": "of its own outside what is shown",
}


def record(profile: Row, cells: Sequence[Row], own: Sequence[Row], words: Vocabulary, query: Query) -> Html:
    """The coverage of one State. `cells`: its rows of the matrix; `own`: its contributions as from
    states.state_contributions; `query` is the shared part of the address with the State in it.
    """
    name = profile["name"]
    if not cells:
        nothing = element("p", no_cells(profile, query))
        return element("section", element("h2", "Its coverage"), nothing, _of_others(profile["state"], query))
    held = [row for row in own if row["in_scope"]]
    body = (
        [
            link(words.label("provision", row["provision"]), "actions", {**query, "read": row["provision"]}),
            join(
                [
                    mark_link(row, name, words, query),
                    _assessed(row, name, words, query),
                    element("small", reason(row, held), class_="why"),
                ]
            ),
            _beside(row),
        ]
        for row in cells
    )
    columns = ["Provision", "Its record, and why", "Beside it, not counted in it"]
    caption = f"Coverage of {name}: choose a record to read what stands behind it"
    return element(
        "section",
        element("h2", record_heading(cells)),
        element("p", held_words(held, profile)),
        _of_others(profile["state"], query),
        wide_table(caption, columns, body, label=f"Coverage of {name}"),
    )


def _of_others(state: str, query: Query) -> Html:
    """The ways to what others do and say that may be of use to the State."""
    return element(
        "p",
        link("What others do about its gaps and challenges", "practices", {**without(query, "state"), "my": state}),
        " stands under Practices; ",
        link("what matches its own requests and offers", "exchange", query),
        " under Who can help whom.",
    )


def record_heading(cells: Sequence[Row]) -> str:
    """What to take from the State's cells: on how many of the provisions addressed to it it reported.

    Those of which it is not known whether they are addressed to it stand apart, and are never counted as not; so do
    those whose text is missing here, to which nothing could be coded.
    """
    missing = sum(row["cell"] == Cell.TEXT_MISSING and row["bound"] != "no" for row in cells)
    said = _record_words([row for row in cells if row["cell"] != Cell.TEXT_MISSING])
    if not missing:
        return said
    return f"{said}; not counted: {missing} whose text is missing here"


def _record_words(cells: Sequence[Row]) -> str:
    bound = Counter(row["bound"] for row in cells)
    reported = Counter(row["bound"] for row in cells if row["cell"] == "reported")
    if bound["yes"]:
        others = reported.total() - reported["yes"] - reported["unknown"]
        said = f"Reported on {reported['yes']} of {counted(bound['yes'], 'provision')} addressed to it"
        said += f", and on {others} not addressed to it" if others else ""
    else:
        said = f"Reported on {counted(reported.total(), 'provision')}"
    if bound["unknown"]:
        more = f"{bound['unknown']}{' more' if bound['yes'] else ''} {'is' if bound['unknown'] == 1 else 'are'}"
        among = f" (it reported on {reported['unknown']} of these)" if reported["unknown"] else ""
        return f"{said}; whether {more} addressed to it is not known{among}"
    return said if bound["yes"] else f"{said}; none is counted as addressed to it"


def no_cells(profile: Row, query: Query) -> Html:
    """Why a State has no coverage at all."""
    if not profile["chosen"]:
        asked = ("region", "affected", "status")
        return join([
            f"{profile['name']} is left out by the other filters on States (regional group, victims or party status). ",
            link("Leave these filters out", "states", without(query, *asked)),
        ])  # fmt: skip
    if not profile["listed"]:
        said = "It never joined the Convention and nothing is addressed to it. No report of it is in what is shown."
        return Html(said)
    return join([
        "None of the actions or articles of the matrix fits your filters. ",
        link("Leave out the filter on actions and articles", "states", without(query, "provision")),
    ])  # fmt: skip


def held_words(held: Sequence[Row], profile: Row) -> str:
    """How much of the State's own is held in what is shown, and how good it is."""
    waiting = (
        f" {counted(profile['waiting'], 'contribution')} received and still being processed."
        if profile["waiting"]
        else ""
    )
    if not held:
        return f"No contribution of {profile['name']} is held in what is shown.{waiting}"
    second_hand = sum(row["voice"] == "reported" for row in held)
    cut = sum(bool(row["source_truncated"]) for row in held)
    kinds = Counter(row["text_kind"] for row in held)
    texts = ", ".join(f"{kinds[kind]} as {words}" for kind, words in TEXT_KINDS.items() if kinds[kind])
    said = [f"{counted(len(held), 'contribution')} held in what is shown: {texts}"]
    said += [f"{second_hand} only second-hand"] if second_hand else []
    said += [f"of {cut} only the beginning of the source was seen"] if cut else []
    return f"{'; '.join(said)}.{waiting}"


def reason(row: Row, held: Sequence[Row]) -> str:
    """Why a cell is what it is, in a plain sentence or two; `held`: the State's contributions in the scope."""
    said = [CELLS[Cell(row["cell"])].meaning]
    if row["cell"] == "reported":
        said += ["All of it is second-hand."] if row["second_hand"] == row["passages"] else []
        said += ["All of it is in collective statements."] if row["aligned"] == row["passages"] else []
    if row["cell"] == "silent":
        second_hand, cut = (one["voice"] == "reported" for one in held), (one["source_truncated"] for one in held)
        said += ["All that is held is second-hand."] if all(second_hand) else []
        said += ["Of some of it only the beginning of the source was seen."] if any(cut) else []
    if row["bound"] == "unknown" and row["cell"] != "reported":
        said.append("It is addressed to States with victims; whether this State has any is not known.")
    return " ".join(said)


def mark_link(row: Row, name: str, words: Vocabulary, query: Query) -> Html:
    """A cell's mark and short name, leading to what stands behind it."""
    said = CELLS[Cell(row["cell"])]
    about = f"{name}, {words.label('provision', row['provision'])}: {said.name}"
    target = {**query, "cell": f"{row['state']}.{row['provision']}"}
    shown = link(f"{said.mark} {said.name}", "coverage", target, aria_label=f"{said.mark} {said.name}: {about}")
    return join([shown, f"; {ONLY_AS_COORDINATOR}"]) if row["only_as_coordinator"] else shown


def _beside(row: Row) -> str:
    return "; ".join(f"{row[key]} {said}" for key, said in BESIDE.items() if row[key])


def _assessed(row: Row, name: str, words: Vocabulary, query: Query) -> Html:
    if not row["passages"]:
        return Html()
    by_kind = ", ".join(f"{row[one]} {said.lower()}" for one, said in CODED_AS.items() if row[one])
    count = counted(row["passages"], "passage")
    about = f"{count}: {name}, {words.label('provision', row['provision'])}"
    target = {**query, "provision": row["provision"], "list": "passages"}
    second_hand = f"; {row['second_hand']} of them second-hand" if row["second_hand"] else ""
    aligned = f"; {row['aligned']} of them in a collective statement" if row["aligned"] else ""
    shown = figure_link(count, "contributions", target, aria_label=about)
    return join([": ", shown, f" ({by_kind}){second_hand}{aligned}"])
