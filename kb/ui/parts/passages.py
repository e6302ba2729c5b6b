"""Passages as they are shown everywhere: who says it, in which voice, the text, its codes, its source, its caveats."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kb.domain.model import OWN_VOICES
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import APPEARANCE, ASSESSMENTS, NOTHING_TO_TAG, TEXT_LEADS, VOICES, assessment_name
from kb.queries import Row
from kb.tables import Table, Value
from kb.ui.markup import Html, Query, element, join, link, plain, source_link
from kb.ui.parts import tags

# What a table of passages holds of each.
COLUMNS = (
    "Passage",
    "Contributor",
    "Voice",
    "About",
    "Meeting",
    "Convention",
    "Date",
    "In whose words",
    "Text",
    "Coded by us",
    "Themes",
    "Replies to the coding",
    "Source",
    "Address of the source",
    "Caveats",
)


def passage_list(rows: Iterable[Row], words: Vocabulary, query: Query, title: str = "Passages") -> Html:
    """Passages one below the other. Those that are not a State's own words are set apart and say whose they are.

    `query` is the shared part of the address; `title` names the table of these passages that files hold.
    """
    found = list(rows)
    shown = join(passage(row, words, query) for row in found)
    return Html(shown, (passage_table(found, words, title),))


def passage_table(
    rows: Iterable[Row], words: Vocabulary, title: str, beside: Mapping[str, Iterable[Value]] | None = None
) -> Table:
    """The passages as a table for files, with all that stands beside them on the screen.

    `beside`: columns that this screen alone has, by name, each with a value per passage; they stand first.
    """
    more = beside or {}
    values = [_values(row, words) for row in rows]
    firsts = list(zip(*more.values(), strict=True)) if more else [()] * len(values)
    return Table.of(title, (*more, *COLUMNS), ((*first, *rest) for first, rest in zip(firsts, values, strict=True)))


def _values(row: Row, words: Vocabulary) -> tuple[Value, ...]:
    about = row["about_state"] if row["about_state"] != row["state"] else None
    aligned = f"; {tags.ALIGNED}" if row.get("relation") == "aligned" else ""
    return (
        f"{row['contribution']}.{row['position']}",
        row["contributor_label"],
        f"{VOICES[row['voice']].whole}{aligned}",
        words.label("state", about) if about else None,
        row["meeting_label"],
        row["convention"],
        plain(row["date"]),
        TEXT_LEADS[row["text_kind"]],
        row["text"],
        "; ".join(coding_words(coding, words) for coding in row["codings"]) or _uncoded(row),
        "; ".join(words.label("theme", theme) for theme in row["themes"]) or None,
        "; ".join(str(plain(join(_reply(one, words)))) for one in _replies_shown(row.get("replies") or ())) or None,
        row["source_title"],
        row["source_url"],
        "; ".join([*(["only the beginning of the source was seen"] if row["source_truncated"] else []),
                   *([row["note"]] if row["note"] else [])]) or None,
    )  # fmt: skip


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
        yield element("span", *_reply(row, words), style="display: block")


def _replies_shown(replies: Sequence[Row]) -> Iterator[Row]:
    for place, row in enumerate(replies):
        later = any(other["replier"] == row["replier"] for other in replies[place + 1 :])
        if row["kind"] != "confirmed" or not later:
            yield row


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
