"""What a State is to the Convention: its status with dates and sources, its names, what binds it and by when."""

from collections.abc import Mapping, Sequence
from datetime import date
from urllib.parse import urlsplit

from kb.domain.model import Bound
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import AFFECTED, PARTY_STATUSES, day_words
from kb.queries import Row
from kb.ui.markup import Html, Query, element, join, source_link, wide_table
from kb.ui.parts import wording
from kb.ui.parts.due_dates import EXPLAINED, first_report
from kb.ui.passages import to_provision

CAVEATS = {
    "yes": "",
    "no": "The source lists States with casualties. Not to be on it does not mean that it has none, or said so.",
    "unknown": "No source held says so either way; it is never counted as a no.",
}
# Names of columns that the material's own notes use, and what they say in words.
MATERIAL_NAMES = {"cm_victims": "has cluster munition victims"}
NAMES = (
    ("formal_name", "Formal name"),
    ("name_2012", "Name in 2012"),
    ("name_in_untc", "Name in the depositary’s list"),
)
DATES = (
    ("signed_on", "Signed"),
    ("deposited_on", "Instrument deposited"),
    ("in_force_on", "In force"),
    ("withdrawn_on", "Withdrawn"),
)


def facts(profile: Row, words: Vocabulary) -> Html:
    """The State's status on the day in words, then dates, victims, group, names, each with its source."""
    items: list[tuple[str, object]] = []
    if profile["listed"]:
        items += [(title, _dated(profile, key)) for key, title in DATES if profile[key]]
        items.append(("Cluster munition victims", _victims(profile)))
        items.append(("Regional group", words.label("region", profile["regional_group"])))
    else:
        items.append(("Cluster munition victims", _victims(profile)))
    items += _names(profile)
    items.append(("Sources of the dates" if profile["listed"] else "Where it is named", sources(profile["source_url"])))
    if profile["note"]:
        items.append(("Caveat with the data", _note(profile["note"])))
    return join([element("p", element("strong", standing(profile))), wording.facts(items)])


def standing(profile: Row) -> str:
    """The status on the scope's day as a sentence."""
    day = day_words(profile["day"])
    if not profile["listed"]:
        return "It never joined the Convention: it is not on the lists of States that signed, ratified or acceded."
    status = profile["status"]
    if status == "party":
        return f"State Party on {day}; the Convention is in force for it since {day_words(profile['in_force_on'])}."
    if status == "deposited":
        later = f"; it entered into force on {day_words(profile['in_force_on'])}" if profile["in_force_on"] else ""
        return f"It had deposited its instrument, but on {day} the Convention was not yet in force for it{later}."
    if status == "withdrawn":
        return f"Withdrawn on {day}: its withdrawal took effect on {day_words(profile['withdrawn_on'])}."
    later = profile["in_force_on"]
    joined = f" The Convention entered into force for it later, on {day_words(later)}." if later else ""
    return f"{PARTY_STATUSES[status]} on {day}, not a State Party.{joined}"


def _note(note: str) -> Html:
    """A note as the material has it, with the names of columns in it explained."""
    explained = (
        element("span", f" {name} is the material’s name for “{said}”.", class_="quiet")
        for name, said in MATERIAL_NAMES.items()
        if name in note
    )
    return join([note if note.endswith(".") else f"{note}.", *explained])


def _dated(profile: Row, key: str) -> str:
    when: date = profile[key]
    kind = f" ({profile['deposit_kind']})" if key == "deposited_on" and profile["deposit_kind"] else ""
    return f"{when.isoformat()}{kind}{', after the day shown' if when > profile['day'] else ''}"


def _victims(profile: Row) -> Html:
    said = [AFFECTED[profile["affected"]], ". ", CAVEATS[profile["affected"]]]
    return join([*said, " ", sources(profile["affected_source"])] if profile["affected_source"] else said)


def _names(profile: Row) -> list[tuple[str, object]]:
    """Names that differ from the one used here; the formal name always."""
    if not profile["listed"]:
        return []
    return [(title, profile[key]) for key, title in NAMES if profile[key] and profile[key] != profile["name"]]


def sources(urls: str | None) -> Html:
    """Links to sources that stand in one field, told apart by number and host."""
    found = [url.strip() for url in (urls or "").split(" | ") if url.strip()]
    if not found:
        return Html("no source address held")
    numbers = [f" {n}" for n in range(1, len(found) + 1)] if len(found) > 1 else [""]
    links = (
        source_link(f"Source{number}: {urlsplit(url).hostname or url}", url)
        for number, url in zip(numbers, found, strict=True)
    )
    return join(links, ", ")


def obligations(profile: Row, bound: Mapping[str, Sequence[Row]], words: Vocabulary, query: Query) -> Html:
    """What is addressed to the State on the day, by instrument. `bound`: the State's cells of each whole instrument."""
    day = day_words(profile["day"])
    parts: list[object] = [element("h2", f"What was addressed to it on {day}")]
    if profile["status"] != "party":
        never = "it never joined the Convention"
        why = "the Convention was not in force for it on that day" if profile["listed"] else never
        parts.append(element("p", f"Nothing of what is held here: {why}."))
        return element("section", *parts)
    for instrument, cells in bound.items():
        certain = [cell["provision"] for cell in cells if cell["bound"] == Bound.YES]
        perhaps = [cell["provision"] for cell in cells if cell["bound"] == Bound.UNKNOWN]
        open_ = sum(cell["bound"] == Bound.NOT_ESTABLISHED for cell in cells)
        said = f"{words.label('instrument', instrument)}: {len(certain)} of {len(cells)} provisions"
        said += f"; {len(perhaps)} more if it has victims, which is not known" if perhaps else ""
        said += f"; of {open_} it is not established whom they bind" if open_ else ""
        names = (element("li", _provision(code, words, query)) for code in certain + perhaps)
        parts.append(element("details", element("summary", said), element("ul", *names)))
    return element("section", *parts)


def deadlines(rows: Sequence[Row], provisions: Mapping[str, Row], day: date, words: Vocabulary, query: Query) -> Html:
    """Deadlines that run from entry into force, as provisions.deadlines gives them; `provisions` by id."""
    if not rows:
        return Html()
    body = (
        [
            join(
                [
                    _provision(row["provision"], words, query),
                    element("small", wording.deadline(provisions[row["provision"]])),
                ]
            ),
            join(
                [
                    element("span", row["due_on"], class_="number"),
                    ", after the day shown" if row["due_on"] > day else "",
                    "; only if it has victims, which is not known" if row["bound"] == "unknown" else "",
                ]
            ),
            first_report(row),
        ]
        for row in rows
    )
    columns = ["Provision, and what its deadline says", "Due", "When it first reported, as far as held"]
    return join([
        element("h3", "Deadlines and the days on which they fell due"),
        wide_table("Deadlines that run from entry into force", columns, body, label="Deadlines"),
        element("p", EXPLAINED, class_="quiet"),
    ])  # fmt: skip


def _provision(code: str, words: Vocabulary, query: Query) -> Html:
    return to_provision(words.label("provision", code), code, words, query)
