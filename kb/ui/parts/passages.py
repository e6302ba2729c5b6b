"""Passages as they are shown everywhere: who says it, in which voice, the text, its codes, its source, its caveats."""

from collections.abc import Iterable, Iterator, Sequence

from kb.model import OWN_VOICES
from kb.queries import Row
from kb.ui.markup import Html, Query, element, join, link, source_link
from kb.ui.parts import tags
from kb.vocabulary import Vocabulary
from kb.words import ASSESSMENTS, TEXT_LEADS


def passage_list(rows: Iterable[Row], words: Vocabulary, query: Query) -> Html:
    """Passages one below the other. Those that are not a State's own words are set apart and say whose they are.

    `query` is the shared part of the address.
    """
    return join(passage(row, words, query) for row in rows)


def passage(row: Row, words: Vocabulary, query: Query) -> Html:
    """One passage with everything that must stand beside it."""
    own = row["voice"] in OWN_VOICES and row["state"] is not None
    return element(
        "article",
        element("p", speaker(row, words), class_="quiet"),
        text_held(row["text"], row),
        element("p", codes(row, words, query)),
        element("p", provenance(row, query), class_="quiet"),
        class_=None if own else "other",
        aria_label=f"Passage {row['position']} of {row['contributor_name']}, {in_whose_words(row)}",
    )


def text_held(said: str, row: Row) -> Html:
    """The text of a passage, after a word on whose words it is in. Only a delivered text is marked up as a quotation.

    `row` has the text kind and the language of its contribution.
    """
    lead = element("span", f"{TEXT_LEADS[row['text_kind']]}: ", class_="quiet")
    if row["text_kind"] == "verbatim":
        return join([element("p", lead), element("blockquote", said, lang=row["language"], dir="auto")])
    return element("p", lead, element("span", said, lang=row["language"], dir="auto"), class_="said")


def in_whose_words(row: Row) -> str:
    """In whose words a text is, for the name of its place: `digest in our own words`."""
    lead = TEXT_LEADS[row["text_kind"]]
    return lead[0].lower() + lead[1:]


def speaker(row: Row, words: Vocabulary) -> Html:
    """Who speaks, in which voice, where and when, and about whom."""
    parts: list[object] = [element("strong", row["contributor_label"])]
    if row["contributor_label"] != row["contributor_name"]:
        parts.append(f" (in the source: {row['contributor_name']})")
    parts += [" ", tags.voice(row["voice"])]
    if row.get("relation") == "aligned":
        parts.append(tags.aligned())
    parts.append(tags.convention(row["convention"]))
    if row["about_state"] and row["about_state"] != row["state"]:
        parts.append(f" about {words.label('state', row['about_state'])}")
    parts.append(f" · {row['meeting_label']}, {row['date'] or 'no date'}")
    return join(parts)


def codes(row: Row, words: Vocabulary, query: Query) -> Html:
    """What a passage is coded to: provisions with their assessment, then themes; links keep the filters of `query`."""
    coded = [
        to_provision(
            f"{words.short['provision'][coding['provision']]}: {ASSESSMENTS[coding['assessment']].lower()}",
            coding["provision"],
            words,
            query,
            class_="tag",
        )
        for coding in row["codings"]
    ]
    if not coded:
        assessed = " and ".join(ASSESSMENTS[one].lower() for one in row["assessments"])
        coded = [element("span", f"about no action or article; {assessed or 'not assessed'}", class_="tag")]
    themes = [
        link(words.label("theme", theme), "contributions", {**query, "theme": theme, "list": "passages"}, class_="tag")
        for theme in row["themes"]
    ]
    replies = row.get("replies") or ()
    return join([element("span", "Coded by us:", class_="quiet"), *coded, *themes, *replied(replies, words)], " ")


def replied(replies: Sequence[Row], words: Vocabulary) -> Iterator[Html]:
    """What States and organisations reply to the coding, and the answers: both views, for every reader.

    A confirmation is shown as long as the same State has not said otherwise since.
    """
    for place, row in enumerate(replies):
        later = any(other["replier"] == row["replier"] for other in replies[place + 1 :])
        if row["kind"] != "confirmed" or not later:
            # Lines of their own inside the paragraph of the codes.
            yield element("span", *_reply(row, words), style="display: block")


def _reply(row: Row, words: Vocabulary) -> Iterator[object]:
    who = "the State" if row["is_state"] else "the contributor"
    said = {
        "confirmed": f"Coding confirmed by {who}",
        "contested": f"Contested by {who}",
        "proposed": f"Contested by {who}, which proposes another coding",
        "comment": f"Comment by {who}",
    }[row["kind"]]
    yield element("strong", said)
    yield f" ({row['replier']})"
    if row["kind"] == "proposed":
        yield f", {coding_words(row, words)}"
    if row["reason"]:
        yield join([": ", element("q", row["reason"], dir="auto")])
    if row["answer"]:
        decided = {"accepted": "accepted", "kept": "the coding was kept", "noted": "noted"}[row["decision"]]
        answer = element("q", row["answer"], dir="auto")
        yield join([" ", element("strong", f"The Coordinators’ answer, {decided}"), ": ", answer])
    elif row["kind"] != "confirmed":
        yield " The Coordinators have not answered yet."


def coding_words(row: Row, words: Vocabulary) -> str:
    """A coding (a row with provision and assessment) in words."""
    name = words.short["provision"].get(row["provision"], row["provision"]) if row["provision"] else None
    return f"{name or 'about no action or article'}: {ASSESSMENTS[row['assessment']].lower()}"


def to_provision(label: object, provision: str, words: Vocabulary, query: Query, **attributes: str | None) -> Html:
    """A link to the page of a provision, of whichever instrument; a filter for other provisions would contradict it."""
    kept = {key: value for key, value in query.items() if key != "provision"}
    instrument = words.groups["provision"][provision]
    return link(label, "actions", {**kept, "instrument": instrument, "read": provision}, **attributes)


def provenance(row: Row, query: Query) -> Html:
    """Where the passage can be found and read on, and every caveat."""
    parts: list[object] = [
        link(
            f"Passage {row['position']} of this contribution",
            "contributions",
            {**query, "contribution": row["contribution"], "passage": row["position"]},
        ),
        " · Source: ",
        source_link(row["source_title"], row["source_url"]),
    ]
    if row["source_truncated"]:
        parts.append(" · only the beginning of the source was seen")
    if row["note"]:
        parts.append(join([" · ", element("strong", "Caveat: "), row["note"]]))
    return join(parts)
