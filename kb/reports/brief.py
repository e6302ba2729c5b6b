"""A reader's brief: the passages it collects, each first in its words, then whose they are; citations at the end."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from kb.db import View
from kb.domain.catalogue import gettext as _
from kb.domain.citations import attribution
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import ASSESSMENTS, NOTHING_TO_TAG, TEXT_KINDS_MEANT, WORK, assessment_name, counted, day_words
from kb.questions import Row
from kb.questions.practices import practices_read
from kb.questions.vocabulary import vocabulary
from kb.reports.document import Block, Document, Heading, Paragraph, Size
from kb.reports.quoting import quote

METHOD = _(
    "Passages were chosen by the reader. Provisions, themes and assessments are coded by us and are not the "
    "contributor’s words, unless it is said that the contributor confirmed them. No State says thereby that it offers"
    " or asks for more than the passage says, nor that its passage answers a need of yours. What a third party says "
    "about a State is marked as such: that State did not say it."
)


# Over the passages of a brief that answer none of the needs found.
ANSWERS_NONE = _("Chosen besides: on no need found")


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
) -> Document:
    """The passages with these ids, in their order, for my State if one is named.

    With `needs`, those of my State, the passages stand under the need that each answers; why is in their notes.

    `base` is the address of the dashboard, put before every permanent link. Passages that are not held for this
    audience as of the view's revision are left out and said. `seen_by` says for whom the document is, if not for all.
    """
    words = vocabulary(view)
    rows = {row["passage"]: row for row in practices_read(view, passages)}
    name = words.label("state", my) if my else None
    missing = len(set(passages)) - len(rows)
    left_out = (
        _(" {missing} of the brief left out: not held.").format(missing=counted(missing, "passage")) if missing else ""
    )
    retrieved = _("{date}, as of revision {revision}").format(
        date=day_words(datetime.now(UTC).date()), revision=view.revision
    )
    blocks: list[Block] = [
        Paragraph(
            _("{rows}, retrieved on {retrieved}.{left_out}").format(
                rows=counted(len(rows), "passage"), retrieved=retrieved, left_out=left_out
            )
        )
    ]
    for heading, here in _in_order(list(rows), needs):
        blocks += [Heading(1, heading)] if heading else []
        blocks += (_passage(view, rows[passage], _answered(passage, needs), words) for passage in here)
    how = [_about_needs(needs, name or "the State")] if needs else []
    blocks += (
        Heading(1, _("How to read this")),
        Paragraph(" ".join((*how, METHOD, _("Source: {work}.").format(work=WORK)))),
    )
    title = (
        _("Practices of others: a brief for {name}").format(name=name) if name else _("Practices of others: a brief")
    )
    return Document(title, blocks, warning=seen_by, base=base, size=Size.SMALL)


def _answered(passage: str, needs: Needs | None) -> list[tuple[Need, Reason]]:
    """The needs that a passage answers, the one that it is nearest to first."""
    answered = [(need, need.reasons[passage]) for need in needs.found if passage in need.reasons] if needs else []
    return sorted(answered, key=lambda one: one[1].near)


def _in_order(passages: Sequence[str], needs: Needs | None) -> Iterator[tuple[str | None, list[str]]]:
    """The passages need by need, each under the one that it is nearest to, the best first; last those of no need."""
    under = {passage: answered[0][0] for passage in passages if (answered := _answered(passage, needs))}
    for need in needs.found if needs else ():
        if here := [passage for passage in need.reasons if under.get(passage) is need]:
            yield _("Need: {name}").format(name=need.name), here
    if rest := [passage for passage in passages if passage not in under]:
        yield ANSWERS_NONE if under else None, rest


def _passage(view: View, row: Row, answered: Sequence[tuple[Need, Reason]], words: Vocabulary) -> Block:
    """One passage; what must stand beside it and does not change whose words it is stands in its note."""
    besides = [TEXT_KINDS_MEANT[row["text_kind"]], _("Coded by us: {codes}").format(codes=_codes(row, words))]
    besides += [_("Why it is here: {why}").format(why=reason.why) for _need, reason in answered[:1]]
    if also := [f"{need.name} ({reason.nearness})" for need, reason in answered[1:]]:
        besides.append(_("It also answers: {also}.").format(also="; ".join(also)))
    return quote(view, row, attribution(row), (), besides)


def _about_needs(needs: Needs, name: str) -> str:
    """What the needs are and where they come from; that none is answered, where that is so."""
    are = _(
        "Needs are the challenges that {name} reports, and the provisions on which no report of it is held."
    ).format(name=name)
    stands = _("Each passage stands under the need of {name} that it is nearest to.").format(name=name)
    none = _("None of these passages answers a need of {name}.").format(name=name)
    return f"{stands if needs.found else none} {are} {needs.scope}"


def _codes(row: Row, words: Vocabulary) -> str:
    if row["nothing_to_tag"]:
        return f"{NOTHING_TO_TAG}."
    coded = [
        f"{words.label('provision', one['provision'])} ({assessment_name(one['assessment']).lower()})"
        for one in row["codings"]
    ]
    if not coded:
        coded = [f"no action or article ({', '.join(ASSESSMENTS[one].lower() for one in row['assessments'])})"]
    themes = ", ".join(words.label("theme", code) for code in row["themes"])
    return f"{'; '.join(coded)}.{f' Themes: {themes}.' if themes else ''}"
