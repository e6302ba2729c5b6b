"""A citation that says what it points to: who, where, when, which paragraph, in whose words, in which source."""

from collections.abc import Mapping
from typing import Any

from kb.domain.catalogue import gettext as _
from kb.domain.words import CONTRIBUTION_KINDS, TEXT_LEADS, VOICES, WORK

# What the paragraphs are paragraphs of; only a delivered text may be quoted, and then from the source.
PARAGRAPH_OF = {
    "verbatim": _("paragraph {n} of the delivered text"),
    "digest": _("paragraph {n} of the digest"),
    "note": _("paragraph {n} of the note"),
}


def occasion(row: Mapping[str, Any]) -> tuple[str, str]:
    """What a contribution is, and where it was made: its kind in small letters and the meeting.

    Where there is none, what it is stands in the place of its kind: a Monitor country profile. `row` has kind, meeting
    and meeting_label.
    """
    if row["meeting"] is None:
        return row["meeting_label"], _("made to no meeting known here")
    return CONTRIBUTION_KINDS[row["kind"]].lower(), row["meeting_label"]


def attribution(row: Mapping[str, Any]) -> str:
    """Whose a passage is, what it stands in and where it was made, in one line, as documents head it."""
    return ", ".join((row["contributor_label"], *occasion(row), row["date"] or _("no date")))


def citation(row: Mapping[str, Any], revision: int, *, about: str | None = None, position: int | None = None) -> str:
    """The citation of a contribution, or of its paragraph `position`.

    `row` has the columns of contribution_read.sql; `about` is the name of the State described, when the contributor is
    not that State itself: then the citation says that it was not said by it, unless the contribution was made on its
    behalf. A citation is about the text and holds none of it, so it cannot be taken for a quotation.
    """
    return " ".join(f"{part.rstrip('.')}." for part in _sentences(row, revision, about, position))


def _sentences(row: Mapping[str, Any], revision: int, about: str | None, position: int | None) -> list[str]:
    name = row["contributor_label"]
    if row["contributor_name"] != name:
        name = _("{name} (in the source: {written})").format(name=name, written=row["contributor_name"])
    reported = [_("as reported by somebody else")] if row["voice"] == "reported" else []
    what = [name, *reported, *occasion(row), row["date"] or _("no date")]
    if position is not None:
        what.append(PARAGRAPH_OF[row["text_kind"]].format(n=position))
    sentences = [", ".join(what), _whose_words(row)]
    voice = VOICES[row["voice"]].whole
    sentences.append(voice[0].upper() + voice[1:])
    if about:
        aligned = row["about_state"] in row["aligned"]
        text = _("About {state}, made on its behalf") if aligned else _("About {state}, not said by it")
        sentences.append(text.format(state=about))
    if row["convention"] != "CCM":
        sentences.append(_("Convention: {convention}").format(convention=row["convention"]))
    source = ", ".join(filter(None, (row["source_title"], row["source_url"])))
    seen = _("Source: {source} (only the beginning of the source was seen)")
    sentences.append((seen if row["source_truncated"] else _("Source: {source}")).format(source=source))
    if row["note"]:
        sentences.append(_("Caveat: {note}").format(note=row["note"]))
    piece = f"{row['contribution']}.{position}" if position is not None else row["contribution"]
    sentences.append(_("{work}, {piece}, revision {revision}").format(work=WORK, piece=piece, revision=revision))
    return sentences


def _whose_words(row: Mapping[str, Any]) -> str:
    """In whose words the text held is; never silent about words that are not the contributor's."""
    lead = TEXT_LEADS[row["text_kind"]]
    if row["text_kind"] == "verbatim":
        return lead
    text = _("{lead}, not the words of the State") if row["state"] else _("{lead}, not the words of the contributor")
    return text.format(lead=lead)
