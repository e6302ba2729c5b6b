"""The Code screen: what is left to code, and a passage in its context with what others made of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from kb.domain.vocabulary import Vocabulary
from kb.domain.words import LANGUAGES, NOTHING_TO_TAG, TEXT_LEADS, assessment_name, counted
from kb.queries import Row, Rows
from kb.ui.markup import Html, Query, element, join, link, wide_table

# How many passages before and after the one to be coded are shown unfolded.
BESIDE = 2
BASES = {"contributor": "the contributor itself", "hand": "by hand", "accepted": "accepted from a suggestion"}


def queue(rows: Rows, query: Query) -> Html:
    """What is left: a table of contributions, or a sentence that nothing is."""
    if not rows:
        return element("p", "Nothing is waiting to be coded. What is handed in appears here at once.")
    body = [
        (
            link(row["contributor_label"], "code", {**query, "code": row["first"]})
            if row["first"]
            else row["contributor_label"],
            row["meeting_label"],
            LANGUAGES.get(row["language"], row["language"]),
            f"{row['uncoded']} of {row['passages']}",
            f"{row['mine']} of {row['passages']}",
        )
        for row in rows
    ]
    left = sum(row["uncoded"] for row in rows)
    caption = f"What is left: {counted(left, 'passage')} that nobody has coded, in {counted(len(rows), 'contribution')}"
    columns = ("Contribution of", "Meeting", "Language", "Not coded by anybody", "Not coded by you")
    return wide_table(caption, columns, body)


def context(rows: Rows, passage: str) -> Html:
    """The contribution, and the passage between those before and after it; the further ones are folded away."""
    at = next(place for place, row in enumerate(rows) if row["passage"] == passage)
    row = rows[at]
    lines = (row["line"] or "").split()
    line = f", {'lines' if len(lines) > 1 else 'line'} {' and '.join(lines)}" if lines else ""
    head = f"{row['contributor_label']}, {row['meeting_label']}{line}. Passage {row['position']} of {len(rows)}."
    whose = f" {TEXT_LEADS[row['text_kind']]}." if row["text_kind"] != "verbatim" else ""
    near = rows[max(0, at - BESIDE) : at + BESIDE + 1]
    shown = [_passage(one, asked=one["passage"] == passage) for one in near]
    rest = element(
        "details",
        element("summary", f"The whole text: {counted(len(rows), 'passage')}"),
        *(_passage(one, asked=False) for one in rows),
    )
    return join([element("p", head, element("strong", whose)), *shown, rest if len(rows) > len(near) else ""])


def _passage(row: Row, *, asked: bool) -> Html:
    language = row["language"]
    text = element("p", row["text"], lang=language, dir="rtl" if language == "ar" else None, class_="said")
    name = f"Passage {row['position']}{', coded by you' if row['judged'] else ''}"
    # Any passage beside it is a step away, back as well as forward.
    head = f"To be coded: {name}" if asked else link(name, "code", {"code": row["passage"]})
    number = element("p", element("strong", head), class_="quiet")
    return element("article", number, text, class_="asked" if asked else "other")


def judgements(rows: Sequence[Mapping[str, Any]], withheld: bool, words: Vocabulary) -> Html:
    """What the contributor and coders made of the passage; or that it is withheld."""
    said = [element("li", _judgement(row, words)) for row in rows]
    parts = [element("h3", "How it was coded so far")]
    if withheld:
        parts.append(element("p", "You code this passage blind: what others made of it appears once you have saved."))
    parts.append(element("ul", *said) if said else element("p", "" if withheld else "Nobody has coded it yet."))
    return join(parts)


def _judgement(row: Mapping[str, Any], words: Vocabulary) -> str:
    codes = "; ".join(
        f"{assessment_name(one['assessment'])}: "
        f"{words.label('provision', one['provision']) if one['provision'] else 'no provision'}"
        for one in row["codings"]
    )
    themes = ", ".join(words.label("theme", theme) for theme in row["themes"])
    if not row["codings"] and not row["themes"]:
        codes = NOTHING_TO_TAG
    blind = ", blind" if row["blind"] and row["basis"] != "contributor" else ""
    note = f" Note: {row['note']}" if row["note"] else ""
    return f"{row['coder']} ({BASES[row['basis']]}{blind}). {codes}.{f' Themes: {themes}.' if themes else ''}{note}"


def facts(rows: Rows, words: Vocabulary) -> Html:
    """The mechanisms and collaborations tied to the passage."""
    if not rows:
        return element("p", "None is recorded for this passage.")
    return element(
        "ul",
        *(
            element("li", f"{row['id']}: {words.label('state', row['state'])}, {row['kind']}: {row['words']}")
            for row in rows
        ),
    )


def following(rows: Rows, queued: Rows, passage: str) -> str | None:
    """The passage to code next: the next one of the contribution that the coder has not coded, else of another."""
    at = next(place for place, row in enumerate(rows) if row["passage"] == passage)
    for row in [*rows[at + 1 :], *rows[:at]]:
        if not row["judged"]:
            return str(row["passage"])
    return next((str(row["first"]) for row in queued if row["first"] and row["first"] != passage), None)
