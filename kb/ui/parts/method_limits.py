"""What the knowledge base rests on and what it does not know, in figures asked of it."""

from collections.abc import Iterator

from kb.domain.model import InstrumentId, TextStatus, Voice
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import TEXT_STATUSES, VOICES, counted
from kb.queries import Row, Rows
from kb.queries import method as ask
from kb.store import View
from kb.ui.markup import Html, element, join, link, source_link, wide_table


def texts(view: View, words: Vocabulary) -> Html:
    """Per instrument and status: how many provisions, and what the status means."""
    rows = ask.method_texts.rows(view)
    body = (
        (
            words.label("instrument", row["instrument"]),
            element("strong", TEXT_STATUSES[row["text_status"]][0]),
            TEXT_STATUSES[row["text_status"]][1],
            row["provisions"],
            _shown(row, words),
            row["passages"],
        )
        for row in rows
    )
    columns = ("Instrument", "Status of the text", "What that means", "How many", "In the matrix", "Passages on them")
    without = [
        said[0].lower() for status, said in TEXT_STATUSES.items() if status not in {r["text_status"] for r in rows}
    ]
    none = f"No text is {' or '.join(without)} as of this revision." if without else ""
    return join([wide_table("Actions and articles by the status of their text", columns, body), element("p", none)])


def sources(view: View) -> Html:
    """Hosts with their contributions, and what limits them."""
    rows = ask.method_sources.rows(view)
    held = ask.method_held(view)
    total = sum(row["contributions"] for row in rows)
    body = (
        (
            row["host"],
            row["contributions"],
            row["documents"],
            row["cut"],
            ", ".join(VOICES[voice].name for voice in row["voices"].split()),
        )
        for row in rows
    )
    limits = (
        f"{held['cut']} of {total} contributions come from sources of which only the beginning was seen.",
        f"{held['digests']} of {total} are digests in our own words; they must not be quoted as the contributor’s.",
        f"Monitoring ({counted(_of_voice(view, Voice.MONITORING), 'contribution')}) comes from the publications of one "
        "coalition. Its records are not independent of each other: two that agree are not two witnesses.",
        "What a news report or a website says of a statement may leave out what a State said on another action.",
    )
    columns = ("Site", "Contributions", "Documents", "Only the beginning seen", "Voices")
    return join(
        [
            element("ul", *(element("li", said) for said in limits)),
            element(
                "details",
                element("summary", f"All {len(rows)} sites with the number of contributions"),
                wide_table("Contributions by the site they were read on", columns, body),
            ),
            element("p", link("Every contribution with its source", "contributions", {"meeting": "any"})),
        ]
    )


def unknown(view: View, words: Vocabulary) -> Html:
    """What a reader must not take the knowledge base to know."""
    rows = ask.method_texts.rows(view)
    held = ask.method_held(view)
    items = (*_of_plan(rows, words), *_of_sessions(view, held), *_of_records(held))
    own_work = (
        "Our own work, and nobody else’s: summaries and short titles, the split of Article 5.1 into separate duties, "
        "the matching of actions, articles and articles of the disability convention, the themes and their lines, "
        "inferred lines, and the codes on the passages."
    )
    return join([element("ul", *(element("li", said) for said in items)), element("p", own_work)])


def meetings(view: View) -> Html:
    """Meetings with their days and what those rest on."""
    rows = ask.method_meetings.rows(view)
    held = ask.method_held(view)
    body = (
        (
            link(row["short_name"], "contributions", {"meeting": row["meeting"]}),
            f"{row['name']} ({row['convention']})",
            element("span", _days(row), class_="number"),
            source_link(row["dates_basis"], row["source_url"]) if row["source_url"] else row["dates_basis"],
            row["contributions"],
            row["note"] or "",
        )
        for row in rows
    )
    said = (
        f"Of {held['dates_from_contributions']} of {held['meetings']} meetings the sources do not give the days: "
        "those shown are only the dates of the contributions held, and may be a part of the meeting."
    )
    columns = ("Meeting", "Name", "Days", "Where the days come from", "Contributions held", "Note")
    return join([element("p", said), wide_table("Meetings, oldest first", columns, body)])


def _of_plan(rows: Rows, words: Vocabulary) -> Iterator[str]:
    plan = {row["text_status"]: row for row in rows if row["instrument"] == InstrumentId.VAP}
    actions = sum(row["provisions"] for row in plan.values())
    official = plan[TextStatus.OFFICIAL]["provisions"] if TextStatus.OFFICIAL in plan else 0
    yield (
        f"The official wording is held of {official or 'none'} of the {actions} actions of the Vientiane Action Plan. "
        "It comes with the document: whoever runs this program can load their own copy."
    )
    unverified = plan.get(TextStatus.UNVERIFIED)
    if unverified:
        coded = unverified["passages"]
        few = f"{coded} passages held are" if coded > 1 else f"{'One' if coded else 'No'} passage held is"
        yield (
            f"{_shown(unverified, words)}: number and content are written from general knowledge and still to be "
            f"checked. {few} coded to them, so what their cells say of a State means little."
        )
    missing = plan.get(TextStatus.MISSING)
    if missing:
        shown = _shown(missing, words)
        yield (
            f"Nothing is established about {missing['provisions']} of the {actions} actions"
            f"{f', among those in the matrix {shown}' if missing['in_matrix'] else ''}; nothing can be coded to them."
        )


def _of_sessions(view: View, held: Row) -> Iterator[str]:
    names = held["in_programme"] - held["text_seen"] - held["reported"]
    yield (
        f"Programmes held list {held['in_programme']} speakers. Of {held['text_seen']} the statement itself was seen, "
        f"at least in part; of {held['reported']} somebody reports what was said; of the other {names} little more "
        "than the name is held. Where such a speaker is a State, it stands as having spoken, with the text not held."
    )
    for row in ask.method_sessions(view):
        if not row["complete"]:
            speakers = (
                f"only {row['speakers']} of its speakers are known" if row["speakers"] else "its speakers are not known"
            )
            yield f"{row['meeting_label']}, {row['title']}: it took place, but {speakers}."


def _of_records(held: Row) -> Iterator[str]:
    total = held["contributions"]
    yield (
        f"{held['undated']} of {total} contributions bear no date; {held['without_day']} of these were made to no "
        "meeting that would give one, and are left out whenever a period is chosen."
    )
    yield (
        f"The source names a discussion line for {held['line_named']} of {total} contributions, we infer one for "
        f"{held['line_inferred']}; for the others none is stated."
    )
    yield (
        f"{held['affected']} States are named as having cluster munition victims; of {held['affected_unknown']} it is "
        "not known. Not being named is no statement that a State has none."
    )


def _shown(row: Row, words: Vocabulary) -> str:
    """The provisions of a row that the matrix shows, as a reader writes them: Actions 20, 21 and 22."""
    return words.numbers(row["in_matrix"].split()) if row["in_matrix"] else "none"


def _of_voice(view: View, voice: Voice) -> int:
    found = (row for row in ask.method_words.rows(view) if (row["kind"], row["word"]) == ("voice", voice))
    return next((int(row["contributions"]) for row in found), 0)


def _days(row: Row) -> str:
    return row["first_day"] if row["first_day"] == row["last_day"] else f"{row['first_day']} to {row['last_day']}"
