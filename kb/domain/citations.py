"""A citation that says what it points to: who, where, when, which paragraph, in whose words, in which source."""

from collections.abc import Mapping
from typing import Any

from kb.domain.words import CONTRIBUTION_KINDS, TEXT_LEADS, VOICES, WORK

# What the paragraphs are paragraphs of; only a delivered text may be quoted, and then from the source.
PARAGRAPHS_OF = {"verbatim": "the delivered text", "digest": "the digest", "note": "the note"}


def occasion(row: Mapping[str, Any]) -> tuple[str, str]:
    """What a contribution is, and where it was made: its kind in small letters and the meeting.

    Where there is none, what it is stands in the place of its kind: a Monitor country profile. `row` has kind, meeting
    and meeting_label.
    """
    if row["meeting"] is None:
        return row["meeting_label"], "made to no meeting known here"
    return CONTRIBUTION_KINDS[row["kind"]].lower(), row["meeting_label"]


def attribution(row: Mapping[str, Any]) -> str:
    """Whose a passage is, what it stands in and where it was made, in one line, as documents head it."""
    return ", ".join((row["contributor_label"], *occasion(row), row["date"] or "no date"))


def citation(row: Mapping[str, Any], revision: int, *, about: str | None = None, position: int | None = None) -> str:
    """The citation of a contribution, or of its paragraph `position`.

    `row` has the columns of contribution_read.sql; `about` is the name of the State described, when the contributor is
    not that State itself: then the citation says that it was not said by it, unless the contribution was made on its
    behalf. A citation is about the text and holds none of it, so it cannot be taken for a quotation.
    """
    return " ".join(f"{part.rstrip('.')}." for part in _sentences(row, revision, about, position))


def _sentences(row: Mapping[str, Any], revision: int, about: str | None, position: int | None) -> list[str]:
    name = row["contributor_label"]
    as_written = f" (in the source: {row['contributor_name']})" if row["contributor_name"] != name else ""
    what = [
        f"{name}{as_written}{', as reported by somebody else' if row['voice'] == 'reported' else ''}",
        *occasion(row),
        row["date"] or "no date",
    ]
    if position is not None:
        what.append(f"paragraph {position} of {PARAGRAPHS_OF[row['text_kind']]}")
    sentences = [", ".join(what), _whose_words(row)]
    voice = VOICES[row["voice"]].whole
    sentences.append(voice[0].upper() + voice[1:])
    if about:
        aligned = row["about_state"] in row["aligned"]
        sentences.append(f"About {about}, {'made on its behalf' if aligned else 'not said by it'}")
    if row["convention"] != "CCM":
        sentences.append(f"Convention: {row['convention']}")
    cut = " (only the beginning of the source was seen)" if row["source_truncated"] else ""
    address = f", {row['source_url']}" if row["source_url"] else ""
    sentences.append(f"Source: {row['source_title']}{address}{cut}")
    if row["note"]:
        sentences.append(f"Caveat: {row['note']}")
    piece = f"{row['contribution']}.{position}" if position is not None else row["contribution"]
    sentences.append(f"{WORK}, {piece}, revision {revision}")
    return sentences


def _whose_words(row: Mapping[str, Any]) -> str:
    """In whose words the text held is; never silent about words that are not the contributor's."""
    lead = TEXT_LEADS[row["text_kind"]]
    if row["text_kind"] == "verbatim":
        return lead
    return f"{lead}, not the words of {'the State' if row['state'] else 'the contributor'}"
