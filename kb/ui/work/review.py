"""What a Coordinator sees in Review: contributions by stage, and one with every judgement side by side."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from kb.domain import filters
from kb.domain.passage_words import coding_words
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import (
    CONTRIBUTION_KINDS,
    LANGUAGES,
    NOTHING_TO_TAG,
    STAGES,
    TEXT_KINDS_MEANT,
    TEXT_LEADS,
    counted,
    day_words,
)
from kb.queries import Row
from kb.queries.reviewing import review_contributions, review_notes_replaced
from kb.queries.vocabulary import table_of, vocabulary
from kb.store import View
from kb.tables import Table
from kb.ui.markup import Html, Query, element, join, link, wide_table
from kb.work.publishing import differing

BASES = {
    "contributor": "by the contributor itself, when it handed in",
    "hand": "by hand",
    "accepted": "accepted from a suggestion",
}
# With fewer passages judged twice, a share says more about chance than about the coders.
ENOUGH = 30
COLUMNS = (
    "Contribution",
    "Contributor",
    "Meeting",
    "Received",
    "Passages",
    "Not coded",
    "Coders differ",
    "Open replies",
)


def contributions(view: View, query: Query) -> Html:
    """The contributions by stage, a table each; `query` is the shared part of the address."""
    rows = review_contributions.rows(view)
    return join(_stage(stage, [row for row in rows if row["stage"] == stage], query) for stage in STAGES)


def table(view: View) -> Table:
    """The same in the same order, for files."""
    order = list(STAGES)
    rows = sorted(review_contributions.rows(view), key=lambda row: order.index(row["stage"]))
    return table_of(review_contributions, "Contributions by stage", rows, vocabulary(view))


def _stage(stage: str, rows: Sequence[Row], query: Query) -> Html:
    head = element("h2", f"{STAGES[stage]} ({len(rows)})")
    if not rows:
        return join([head, element("p", "None.")])
    body = (
        (
            link(row["contribution"], "review", {**query, "review": row["contribution"]}),
            row["contributor_label"],
            row["meeting_label"],
            _received(row),
            row["passages"],
            row["uncoded"],
            row["differing"],
            row["contested"],
        )
        for row in rows
    )
    return join([head, wide_table(STAGES[stage], COLUMNS, body)])


def _received(row: Row) -> str:
    return f"{day_words(row['received_on'])}, receipt {row['receipt']}" if row["receipt"] else "not handed in here"


def facts(view: View, row: Row, query: Query) -> Html:
    """What is recorded of one contribution."""
    words = vocabulary(view)
    lines = "; ".join(f"{code}: {words.label('line', code)}" for code in (row["line"] or "").split())
    said: dict[str, object] = {
        "Where it stands": STAGES.get(row["status"], row["status"]),
        "Contributor": row["contributor_label"],
        "Meeting": row["meeting_label"],
        "Date": row["date"] or "not known",
        "Discussion line": lines or "not stated",
        "Kind": CONTRIBUTION_KINDS[row["kind"]],
        "Language": LANGUAGES.get(row["language"], row["language"]),
        "Text held": f"{TEXT_LEADS[row['text_kind']]}. {TEXT_KINDS_MEANT[row['text_kind']]}",
        "Source": row["source_title"],
        "File": row["file_name"] or "none",
        "Received": _received(row),
        "Confidential": _confidential(row["public_from"]),
        "Note": row["note"] or "none",
    }
    replaced = [one["note"] for one in review_notes_replaced(view, text=row["contribution"])]
    if replaced and row["status"] != "published":
        said["Notes taken in the room"] = f"Publishing this text withdraws {', '.join(replaced)}"
    return join(
        [
            element("p", link("Back to the list", "review", query)),
            element("h2", row["contribution"]),
            element("dl", *(join([element("dt", term), element("dd", value)]) for term, value in said.items())),
        ]
    )


def _confidential(until: date | None) -> str:
    if until is None:
        return "no"
    return f"until {day_words(until)}" if until > datetime.now(UTC).date() else f"no, public since {day_words(until)}"


def by_coders(judgements: Sequence[Row], passage: str) -> list[Row]:
    """The judgements of a passage that may count: those by coders."""
    return [row for row in judgements if row["passage"] == passage and row["basis"] != "contributor"]


def disputed(passages: Sequence[Row], judgements: Sequence[Row]) -> list[Row]:
    """The passages on which the coders differ."""
    return [row for row in passages if differing(by_coders(judgements, row["passage"]))]


def agreement(passages: Sequence[Row], judgements: Sequence[Row]) -> str:
    """How far coders agree where at least two judged, as a sentence."""
    twice = [row for row in passages if len(by_coders(judgements, row["passage"])) > 1]
    if not twice:
        return "No passage was judged by more than one coder, so nothing can be said of their agreement."
    same = len(twice) - len(disputed(twice, judgements))
    said = f"Coders agree on {same} of {counted(len(twice), 'passage')} that at least two of them judged"
    return f"{said}: {same / len(twice):.0%}." if len(twice) >= ENOUGH else f"{said}; too few to say more."


def side_by_side(view: View, row: Row, passages: Sequence[Row], judgements: Sequence[Row], query: Query) -> Html:
    """The passages of the contribution `row` with every judgement; where coders differ, it is said."""
    words = vocabulary(view)
    differ = {one["passage"] for one in disputed(passages, judgements)}
    parts: list[object] = [
        element("h2", f"Its {counted(len(passages), 'passage')}, as everybody judged them"),
        element("p", agreement(passages, judgements)),
    ]
    for one in passages:
        judged = [judgement for judgement in judgements if judgement["passage"] == one["passage"]]
        parts.append(_passage(one, row, judged, one["passage"] in differ, words, query))
    return join(parts)


def _passage(one: Row, row: Row, judged: Sequence[Row], differ: bool, words: Vocabulary, query: Query) -> Html:
    number = one["position"]
    correct = {**query, "review": row["contribution"], "passage": number}
    counting = "; ".join(coding_words(coding, words) for coding in one["codings"])
    if one["nothing_to_tag"]:
        counting = NOTHING_TO_TAG.lower()
    direction = "rtl" if row["language"] == "ar" else "auto"
    return element(
        "article",
        element("h3", f"Passage {number}"),
        element("p", element("strong", "The coders differ.")) if differ else "",
        element("p", one["text"], lang=row["language"], dir=direction, class_="said"),
        element("p", f"Counts now: {counting or 'nothing yet'}"),
        wide_table(
            f"Judgements of passage {number}",
            ("Coder", "Basis", "Blind", "Provisions and assessments", "Themes", "Note"),
            (_judgement(judgement, words) for judgement in judged),
        )
        if judged
        else element("p", "Nobody has judged it yet."),
        element("p", link(f"Correct the text of passage {number}", "review", correct)),
        aria_label=f"Passage {number}",
    )


def _judgement(judgement: Row, words: Vocabulary) -> tuple[object, ...]:
    nothing = "none" if judgement["codings"] or judgement["themes"] else NOTHING_TO_TAG.lower()
    return (
        judgement["coder_name"],
        BASES[judgement["basis"]],
        "yes" if judgement["blind"] else "no",
        "; ".join(coding_words(coding, words) for coding in judgement["codings"]) or nothing,
        "; ".join(words.label("theme", theme) for theme in judgement["themes"]) or "none",
        judgement["note"] or "none",
    )


def unknown(contribution: str, query: Query) -> Html:
    """What is said of a contribution that does not exist."""
    said = f"There is no contribution “{filters.shown(contribution)}”. "
    return element("p", said, link("Back to the list", "review", query), class_="note")
