"""What is said beside a passage, as text: what it is coded to, and the replies to that."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from kb.domain.catalogue import gettext as _
from kb.domain.model import OWN_VOICES
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import APPEARANCE, ASSESSMENTS, NOTHING_TO_TAG, TEXT_LEADS, assessment_name

Row = Mapping[str, Any]

ALIGNED = _("aligned: a collective statement made for several States")
REPLIES = {
    "confirmed": _("Coding confirmed by {who}"),
    "contested": _("Contested by {who}"),
    "proposed": _("Contested by {who}, which proposes another coding"),
    "comment": _("Comment by {who}"),
}
ANSWERS = {
    "accepted": _("The Coordinators’ answer, accepted"),
    "kept": _("The Coordinators’ answer, the coding was kept"),
    "noted": _("The Coordinators’ answer, noted"),
}


class Piece(NamedTuple):
    """A piece of a reply: `strong`, said by us; `q`, the words of who replies or answers; empty, what joins them."""

    tag: str
    text: str


# How far suggestions of a code can be trusted; too_few: nothing can be said.
VERDICTS = {
    "usually_right": _("usually right"),
    "mixed": _("right about half the time"),
    "often_wrong": _("often wrong"),
    "too_few": _("too few to say"),
}
# How far coders agree on a code.
AGREEMENTS = {
    "reliable": _("reliable"),
    "tentative": _("tentative"),
    "unreliable": _("not reliable"),
    "too_few": _("too few to say"),
}


def is_own(row: Row) -> bool:
    """Whether a passage counts as a State's own words."""
    return row["voice"] in OWN_VOICES and row["state"] is not None


def in_whose_words(row: Row) -> str:
    """In whose words a text is, for the name of its place: `digest in our own words`."""
    lead = TEXT_LEADS[row["text_kind"]]
    return lead[0].lower() + lead[1:]


def coding_words(row: Row, words: Vocabulary) -> str:
    """A coding (a row with provision and assessment) in words."""
    name = words.short["provision"].get(row["provision"], row["provision"]) if row["provision"] else None
    return f"{name or _('about no action or article')}: {assessment_name(row['assessment']).lower()}"


def uncoded_words(row: Row) -> str:
    """What is said of a passage that is coded to no provision."""
    if row["nothing_to_tag"]:
        return NOTHING_TO_TAG.lower()
    if not row["substance"]:
        return APPEARANCE
    assessed = " and ".join(ASSESSMENTS[one].lower() for one in row["assessments"])
    return f"{_('about no action or article')}; {assessed or _('not assessed')}"


def codings_words(row: Row, words: Vocabulary) -> str:
    """What a passage is coded to, or why to nothing, in one line."""
    return "; ".join(coding_words(one, words) for one in row["codings"]) or uncoded_words(row)


def replies(row: Row, words: Vocabulary) -> Iterator[list[Piece]]:
    """What States and organisations reply to the coding, and the answers: both views, for every reader.

    A confirmation is shown as long as the same State has not said otherwise since.
    """
    made: Sequence[Row] = row.get("replies") or ()
    for place, one in enumerate(made):
        later = any(other["replier"] == one["replier"] for other in made[place + 1 :])
        if one["kind"] != "confirmed" or not later:
            yield list(_reply(one, words))


def _reply(row: Row, words: Vocabulary) -> Iterator[Piece]:
    who = _("the State") if row["is_state"] else _("the contributor")
    yield Piece("strong", REPLIES[row["kind"]].format(who=who))
    yield Piece("", f" ({row['replier']})")
    if row["kind"] == "proposed":
        yield Piece("", f", {coding_words(row, words)}")
    if row["reason"]:
        yield Piece("", ": ")
        yield Piece("q", row["reason"])
    if row["answer"]:
        yield Piece("", " ")
        yield Piece("strong", ANSWERS[row["decision"]])
        yield Piece("", ": ")
        yield Piece("q", row["answer"])
    elif row["kind"] != "confirmed":
        yield Piece("", f" {_('The Coordinators have not answered yet.')}")


def replies_words(row: Row, words: Vocabulary) -> str | None:
    """The replies and their answers as text; None without any."""
    texts = ("".join(f"“{one.text}”" if one.tag == "q" else one.text for one in reply) for reply in replies(row, words))
    return "; ".join(texts) or None
