"""A reader's brief as a Word document: the passages it collects, each with whose it is and how to cite it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import count
from typing import NamedTuple
from urllib.parse import urlencode

from kb.db import View
from kb.domain.citations import attribution, citation
from kb.domain.model import Voice
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import (
    ASSESSMENTS,
    LANGUAGES,
    NOTHING_TO_TAG,
    TEXT_KINDS_MEANT,
    TEXT_LEADS,
    VOICES,
    WORK,
    assessment_name,
    counted,
    day_words,
)
from kb.questions import Row
from kb.questions.practices import practices_read
from kb.questions.vocabulary import vocabulary
from kb.reports.document import Block, Document, Heading, Paragraph, Quote
from kb.reports.word import word_file

METHOD = (
    "Passages were chosen by the reader. Provisions, themes and assessments are coded by us and are not the "
    "contributor’s words, unless it is said that the contributor confirmed them. No State says thereby that it offers"
    " or asks for more than the passage says, nor that its passage answers a need of yours. What a third party says "
    "about a State is marked as such: that State did not say it."
)


# Over the passages of a brief that answer none of the needs found.
ANSWERS_NONE = "Chosen besides: on no need found"


class Reason(NamedTuple):
    """Why a passage is here: how near it is to the need, 0 the nearest, in a few words too, and the whole sentence."""

    near: int
    nearness: str
    why: str


class Need(NamedTuple):
    """A need of my State: its name, and why each passage that answers it is here, by its id, the best first."""

    name: str
    reasons: Mapping[str, Reason]


class Needs(NamedTuple):
    """The needs that any passage of the brief answers, in their order; `scope` says in what they were looked for."""

    scope: str
    found: Sequence[Need]


def brief_document(
    view: View,
    passages: Sequence[str],
    my: str | None = None,
    base: str = "",
    seen_by: str = "",
    needs: Needs | None = None,
) -> bytes:
    """The DOCX of the passages with these ids, in their order, for my State if one is named.

    With `needs`, those of my State, the passages stand under the need that each answers, with why.

    `base` is the address of the dashboard, put before every permanent link. Passages that are not held for this
    audience as of the view's revision are left out and said. `seen_by` says for whom the document is, if not for all.
    """
    rows, words = practices_read(view, passages), vocabulary(view)
    name = words.label("state", my) if my else None
    retrieved = f"{day_words(datetime.now(UTC).date())}, as of revision {view.revision}."
    title = f"Practices of others: a brief for {name}" if name else "Practices of others: a brief"
    missing = len(set(passages)) - len(rows)
    verbs = ("is", "was") if missing == 1 else ("are", "were")
    left_out = f" {counted(missing, 'passage')} that the brief names {verbs[0]} not held and {verbs[1]} left out."
    about = f"{counted(len(rows), 'passage')}. Retrieved on {retrieved}{left_out if missing else ''} Source: {WORK}."
    blocks: list[Block] = [Paragraph(about)]
    if needs:
        blocks.append(Paragraph(_about_needs(needs, name or "the State")))
    by_id = {row["passage"]: row for row in rows}
    numbers = count(1)
    for heading, here in _in_order(list(by_id), needs):
        if heading:
            blocks.append(Heading(1, heading))
        rank = 2 if heading else 1
        for passage in here:
            row, answered = by_id[passage], _answered(passage, needs)
            blocks.append(Heading(rank, f"{next(numbers)}. {attribution(row)}"))
            blocks += _passage(row, answered, words, view.revision, base, retrieved)
    blocks += (Heading(1, "How to read this"), Paragraph(METHOD))
    return word_file(Document(title, blocks, warning=seen_by))


def _answered(passage: str, needs: Needs | None) -> list[tuple[Need, Reason]]:
    """The needs that a passage answers, the one that it is nearest to first."""
    found = [(need, need.reasons[passage]) for need in needs.found if passage in need.reasons] if needs else []
    return sorted(found, key=lambda one: one[1].near)


def _in_order(passages: Sequence[str], needs: Needs | None) -> Iterator[tuple[str | None, list[str]]]:
    """The passages need by need, each under the one that it is nearest to, the best first; last those of no need."""
    under = {passage: answered[0][0] for passage in passages if (answered := _answered(passage, needs))}
    for need in needs.found if needs else ():
        if here := [passage for passage in need.reasons if under.get(passage) is need]:
            yield f"Need: {need.name}", here
    if rest := [passage for passage in passages if passage not in under]:
        yield ANSWERS_NONE if under else None, rest


def _passage(
    row: Row, answered: Sequence[tuple[Need, Reason]], words: Vocabulary, revision: int, base: str, retrieved: str
) -> Iterator[Block]:
    """One passage with all that must stand beside it."""
    about = words.label("state", row["about_state"]) if row["about_state"] not in (None, row["state"]) else None
    yield Paragraph(_voice(row, about, words), "Voice")
    kind, language = row["text_kind"], LANGUAGES.get(row["language"], row["language"])
    yield Paragraph(f"{TEXT_LEADS[kind]}, in {language}. {TEXT_KINDS_MEANT[kind]}", "Text held")
    yield Quote("", (), row["text"], row["language"], kind == "verbatim")
    for _, reason in answered[:1]:
        yield Paragraph(reason.why, "Why it is here")
    if also := [f"{need.name} ({reason.nearness})" for need, reason in answered[1:]]:
        yield Paragraph(f"{'; '.join(also)}.", "It also answers")
    yield Paragraph(_codes(row, words), "Coded by us")
    if row["replies"]:
        yield Paragraph("The coding was replied to; the replies stand beside the passage in the dashboard.", "Replies")
    if row["note"]:
        yield Paragraph(row["note"], "Caveat")
    yield Paragraph(citation(row, revision, about=about, position=row["position"]), "Citation")
    yield Paragraph(retrieved, "Retrieved")
    query = {"contribution": row["contribution"], "passage": row["position"]}
    yield Paragraph("", "Permanent link", f"{base}/contributions?{urlencode(query)}")


def _about_needs(needs: Needs, name: str) -> str:
    """What the needs are and where they come from; that none is answered, where that is so."""
    are = f"Needs are the challenges that {name} reports, and the provisions on which no report of it is held."
    are += f" {needs.scope}"
    if needs.found:
        return f"Each passage stands under the need of {name} that it is nearest to. {are}"
    return f"None of these passages answers a need of {name}. {are}"


def _voice(row: Row, about: str | None, words: Vocabulary) -> str:
    """In which voice it is said, for whom and about whom."""
    said = VOICES[row["voice"]].whole
    parts = [said[0].upper() + said[1:]]
    if row["aligned"]:
        names = ", ".join(words.label("state", state) for state in row["aligned"])
        parts.append(f"A collective statement made for {names}")
    if about and row["about_state"] not in row["aligned"]:
        mark = ", which did not say it" if row["voice"] == Voice.MONITORING else ""
        parts.append(f"About {about}{mark}")
    if row["convention"] != "CCM":
        parts.append(f"It speaks to another convention: {row['convention']}")
    return f"{'. '.join(parts)}."


def _codes(row: Row, words: Vocabulary) -> str:
    if row["nothing_to_tag"]:
        return f"{NOTHING_TO_TAG}."
    coded = [
        f"{words.label('provision', one['provision'])} ({assessment_name(one['assessment']).lower()})"
        for one in row["codings"]
    ]
    if not coded:
        coded = [f"no action or article ({', '.join(ASSESSMENTS[one].lower() for one in row['assessments'])})"]
    themes = ", ".join(words.label("theme", one) for one in row["themes"])
    return f"{'; '.join(coded)}.{f' Themes: {themes}.' if themes else ''}"
