"""Passages as they are shown everywhere: who says it, in which voice, the text, its codes, its source, its caveats."""

from collections.abc import Iterable, Iterator, Sequence

from kb.domain.catalogue import gettext as _
from kb.domain.model import FACT, OWN_VOICES
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import APPEARANCE, ASSESSMENTS, NOTHING_TO_TAG, TEXT_LEADS, assessment_name
from kb.queries import Row
from kb.queries.passages import PASSAGE_COLUMNS
from kb.queries.vocabulary import labelled_table
from kb.tables import Column, Table
from kb.ui.markup import Html, Query, element, join, link, source_link
from kb.ui.parts import tags

NEAR = Column(
    "near",
    _("How near"),
    meaning=_("What is shared: provision; whole, of which it is a part; matched by us; or theme."),
)


def passage_list(rows: Iterable[Row], words: Vocabulary, query: Query) -> Html:
    """Passages one below the other. Those that are not a State's own words are set apart and say whose they are.

    `query` is the shared part of the address.
    """
    return join(passage(row, words, query) for row in rows)


def passage_table(rows: Iterable[Row], words: Vocabulary, title: str, *beside: Column) -> Table:
    """The passages as a table for files; `beside` are columns that this screen alone has, which stand first."""
    return labelled_table(title, (*beside, *PASSAGE_COLUMNS), (_in_cells(row, words) for row in rows), words)


def _in_cells(row: Row, words: Vocabulary) -> Row:
    """A passage with its codings and the replies to them as text."""
    replies = (reply_text(one, words) for one in _replies_shown(row["replies"]))
    return {
        **row,
        "codings": [f"{one['provision']}:{one['assessment'] or FACT}" for one in row["codings"]],
        "codings_label": "; ".join(coding_words(one, words) for one in row["codings"]) or _uncoded(row),
        "replies": "; ".join(replies) or None,
    }


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
            f"{words.short['provision'][coding['provision']]}: {assessment_name(coding['assessment']).lower()}",
            coding["provision"],
            words,
            query,
            class_="tag",
        )
        for coding in row["codings"]
    ]
    if not coded:
        coded = [element("span", _uncoded(row), class_="tag")]
    themes = [
        link(words.label("theme", theme), "contributions", {**query, "theme": theme, "list": "passages"}, class_="tag")
        for theme in row["themes"]
    ]
    replies = row.get("replies") or ()
    return join([element("span", "Coded by us:", class_="quiet"), *coded, *themes, *replied(replies, words)], " ")


def _uncoded(row: Row) -> str:
    """What is said of a passage that is coded to no provision."""
    if row["nothing_to_tag"]:
        return NOTHING_TO_TAG.lower()
    if not row["substance"]:
        return APPEARANCE
    assessed = " and ".join(ASSESSMENTS[one].lower() for one in row["assessments"])
    return f"about no action or article; {assessed or 'not assessed'}"


def replied(replies: Sequence[Row], words: Vocabulary) -> Iterator[Html]:
    """What States and organisations reply to the coding, and the answers: both views, for every reader.

    A confirmation is shown as long as the same State has not said otherwise since.
    """
    for row in _replies_shown(replies):
        # Lines of their own inside the paragraph of the codes.
        pieces = (
            element(tag, said, dir="auto" if tag == "q" else None) if tag else said for tag, said in _reply(row, words)
        )
        yield element("span", *pieces, style="display: block")


def _replies_shown(replies: Sequence[Row]) -> Iterator[Row]:
    for place, row in enumerate(replies):
        later = any(other["replier"] == row["replier"] for other in replies[place + 1 :])
        if row["kind"] != "confirmed" or not later:
            yield row


def _reply(row: Row, words: Vocabulary) -> Iterator[tuple[str, str]]:
    """A reply and its answer in pieces: the tag of each (none: plain text) and its text."""
    who = "the State" if row["is_state"] else "the contributor"
    said = {
        "confirmed": f"Coding confirmed by {who}",
        "contested": f"Contested by {who}",
        "proposed": f"Contested by {who}, which proposes another coding",
        "comment": f"Comment by {who}",
    }[row["kind"]]
    yield "strong", said
    yield "", f" ({row['replier']})"
    if row["kind"] == "proposed":
        yield "", f", {coding_words(row, words)}"
    if row["reason"]:
        yield "", ": "
        yield "q", row["reason"]
    if row["answer"]:
        decided = {"accepted": "accepted", "kept": "the coding was kept", "noted": "noted"}[row["decision"]]
        yield "", " "
        yield "strong", f"The Coordinators’ answer, {decided}"
        yield "", ": "
        yield "q", row["answer"]
    elif row["kind"] != "confirmed":
        yield "", " The Coordinators have not answered yet."


def reply_text(row: Row, words: Vocabulary) -> str:
    """A reply and its answer as text."""
    return "".join(f"“{said}”" if tag == "q" else said for tag, said in _reply(row, words))


def coding_words(row: Row, words: Vocabulary) -> str:
    """A coding (a row with provision and assessment) in words."""
    name = words.short["provision"].get(row["provision"], row["provision"]) if row["provision"] else None
    return f"{name or 'about no action or article'}: {assessment_name(row['assessment']).lower()}"


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
    return join([*parts, caveats(row)])


def caveats(row: Row) -> Html:
    """What limits a source, behind its link; nothing where nothing does."""
    parts: list[object] = []
    if row["source_truncated"]:
        parts.append(" · only the beginning of the source was seen")
    if row["note"]:
        parts.append(join([" · ", element("strong", "Caveat: "), row["note"]]))
    return join(parts)
