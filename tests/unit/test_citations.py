"""Citations: complete, and never to be taken for a quotation."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.domain.citations import PARAGRAPH_OF, citation
from kb.domain.model import Voice
from kb.domain.words import CONTRIBUTION_KINDS, TEXT_KINDS, VOICES

INVENTED: dict[str, Any] = {
    "contribution": "invented-1",
    "contributor_label": "Invented State",
    "contributor_name": "Inv. State",
    "state": "XAA",
    "about_state": "XAA",
    "aligned": [],
    "voice": "own",
    "kind": "statement",
    "text_kind": "digest",
    "convention": "CCM",
    "meeting": "inv-2012",
    "meeting_label": "Invented meeting, Inventia",
    "date": "2012-04-16",
    "source_title": "Invented source",
    "source_url": "https://example.org/invented",
    "source_truncated": False,
    "note": None,
}


def test_a_passage_is_cited_with_all_that_finds_it_again_and_a_whole_contribution_without_a_paragraph() -> None:
    assert citation(INVENTED, 7, position=2) == (
        "Invented State (in the source: Inv. State), statement, Invented meeting, Inventia, 2012-04-16, paragraph 2 of "
        "the digest. Digest in our own words, not the words of the State. First-hand: from the contributor’s own "
        "statement. Source: Invented source, https://example.org/invented. Knowledge base on victim assistance under "
        "the Convention on Cluster Munitions, invented-1.2, revision 7."
    )
    said = citation(INVENTED, 7)
    assert "paragraph" not in said
    assert said.endswith("invented-1, revision 7.")


@pytest.mark.parametrize(
    ("changed", "must", "must_not"),
    [
        ({"voice": "reported"}, "Second-hand: somebody reports what it said.", "First-hand"),
        ({"state": None, "voice": "monitoring"}, "About Elsewhere, not said by it.", "First-hand"),
        ({"state": None}, "own statement. About Elsewhere, not said by it.", "the words of the State"),
        ({"state": None}, "not the words of the contributor.", "on its behalf"),
        ({"state": None, "voice": "background"}, "About Elsewhere, not said by it.", "First-hand"),
        ({"state": None, "aligned": ["XAA"]}, "About Elsewhere, made on its behalf.", "not said by it"),
        ({"state": None, "aligned": ["XAB"]}, "About Elsewhere, not said by it.", "on its behalf"),
        ({"voice": "own"}, "own statement. Source", "About"),
        (
            {"text_kind": "note"},
            "Note taken in the room, not the delivered text, not the words of the State.",
            "Digest",
        ),
        ({"text_kind": "verbatim"}, "paragraph 2 of the delivered text. Delivered text.", "our own words"),
        ({"date": None}, ", no date, paragraph 2", "None"),
        (
            {"meeting": None, "meeting_label": "invented country profile (of 2012)"},
            "State), invented country profile (of 2012), made to no meeting known here, 2012",
            ", statement",
        ),
        ({"meeting_label": "none (invented)"}, ", statement, none (invented), 2012", "made to no meeting"),
        ({"source_truncated": True}, "(only the beginning of the source was seen).", "True"),
        ({"note": "Invented caveat."}, "Caveat: Invented caveat. Knowledge base", "caveat.."),
        ({"convention": "Invented treaty"}, "Convention: Invented treaty.", "Convention: CCM"),
        ({"contributor_name": "Invented State"}, "Invented State, statement", "in the source"),
    ],
)
def test_what_limits_a_citation_stands_in_it(changed: dict[str, Any], must: str, must_not: str) -> None:
    row = INVENTED | changed
    said = citation(row, 1, about=None if row["state"] else "Elsewhere", position=2)
    assert must in said
    assert must_not not in said


ROWS = st.fixed_dictionaries(
    {
        **{key: st.just(value) for key, value in INVENTED.items()},
        "text": st.just("Invented text that must not stand in a citation."),
        "state": st.sampled_from([None, "XAA"]),
        "voice": st.sampled_from(list(Voice)),
        "kind": st.sampled_from(list(CONTRIBUTION_KINDS)),
        "text_kind": st.sampled_from(list(TEXT_KINDS)),
        "source_truncated": st.booleans(),
        "note": st.sampled_from([None, "Invented note"]),
    }
)


@given(ROWS, st.integers(1, 999), st.integers(1, 99), st.sampled_from([None, "Elsewhere"]))
def test_no_citation_reads_as_a_quotation(row: dict[str, Any], revision: int, position: int, about: str | None) -> None:
    said = citation(row, revision, about=about, position=position)
    assert row["text"] not in said
    assert not set('“”„«»"') & set(said)
    assert VOICES[row["voice"]].whole[1:] in said
    assert ("not said by it" in said) == (about is not None)
    assert PARAGRAPH_OF[row["text_kind"]].format(n=position) in said
    assert f"invented-1.{position}, revision {revision}." in said
    assert row["source_title"] in said
    assert row["source_url"] in said
    assert ("not the words of" in said) == (row["text_kind"] != "verbatim")
