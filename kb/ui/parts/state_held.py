"""What is held of a State: its contributions over time, where it is listed as a speaker, and, apart, what others report
about it.
"""

from collections.abc import Iterable, Sequence

from kb.domain.vocabulary import Vocabulary
from kb.domain.words import ONLY_AS_COORDINATOR, counted
from kb.queries import Row
from kb.ui.markup import Html, Query, element, join, link, source_link, text, wide_table
from kb.ui.parts.state_directory import often, without
from kb.ui.parts.state_facts import sources
from kb.ui.passages import aligned, passage_list, voice

TEXTS = {
    "primary": "seen in a source; it may be cut",
    "report": "not held; somebody’s report of it was seen",
    "link_only": "not held; a page confirms the statement without its text",
    "none": "not held",
}
WITHOUT_TEXT = ("link_only", "none")
NEWEST = 6


def contribution_table(name: str, own: Sequence[Row], words: Vocabulary) -> Html:
    """The State's own contributions, newest first, those in the scope marked."""
    body = (
        [
            join(
                [
                    link(row["source_title"], "contributions", {"contribution": row["contribution"]}),
                    element("small", join(_caveats(row), "; ")),
                ]
            ),
            element("span", row["date"] or "no date", class_="number"),
            join(
                [
                    row["meeting_label"],
                    "" if row["convention"] == "CCM" else f"; on {row['convention']}",
                    f". {_line(row, words)}. ",
                    aligned() if row["aligned"] else voice(row["voice"], brief=True),
                ]
            ),
            row["passages"],
            "yes" if row["in_scope"] else "no",
        ]
        for row in own
    )
    columns = ["Contribution, with caveats", "Date", "Where, and in which voice", "Passages", "In what is shown"]
    caption = f"Contributions of {name}, latest first, at whatever meeting"
    return wide_table(caption, columns, body, label=f"Contributions of {name}")


def _line(row: Row, words: Vocabulary) -> str:
    if not row["line"]:
        return "Line not stated"
    named = ", ".join(words.short["line"][code] for code in row["line"].split())
    return f"{named}{' (inferred by us)' if row['line_is_inferred'] else ''}"


def _caveats(row: Row) -> Iterable[str]:
    if row["source_truncated"]:
        yield "only the beginning of the source was seen"
    if row["note"]:
        yield row["note"]


def listings(name: str, rows: Sequence[Row]) -> Html:
    """Where programmes and reports show the State; those where it spoke and no text of it is held come first."""
    if not rows:
        return Html()
    spoke = [row for row in rows if row["spoke"]]
    missing = [row for row in spoke if row["text_found"] in WITHOUT_TEXT]
    ordered = missing + [row for row in spoke if row not in missing] + [row for row in rows if not row["spoke"]]
    body = (
        [
            join([row["meeting_label"], f"; {row['place']}" if row["place"] else ""]),
            element("span", row["date"], class_="number"),
            join([row["role"], f": {row['evidence']}" if row["evidence"] else ""]),
            _text_held(name, row),
            join([_source(row), join([" ", element("strong", "Caveat: "), row["note"]]) if row["note"] else ""]),
        ]
        for row in ordered
    )
    columns = ["Where", "Date", "What the source shows", "Text of it", "Source and caveat"]
    heading = (
        f"Known to have spoken {often(len(missing))} without a text held" if missing else "In programmes and reports"
    )
    return element(
        "section",
        element("h2", heading),
        element("p", "Somebody lists or reports that it spoke or was there. This is not what it said."),
        wide_table(f"{name} in programmes and reports", columns, body, label="Programmes and reports"),
    )


def is_missing(row: Row) -> bool:
    """Whether a listing says that the State spoke in the scope, and no text of that is held."""
    return bool(row["in_scope"] and row["spoke"] and row["text_found"] in WITHOUT_TEXT)


def _text_held(name: str, row: Row) -> Html:
    if row["as_coordinator"]:
        return Html(f"{ONLY_AS_COORDINATOR[0].upper()}{ONLY_AS_COORDINATOR[1:]}")
    if not row["spoke"]:
        return Html("seen there; not known to have spoken")
    where = f"of {name}, {row['meeting_label']}"
    links = (
        link(f"contribution {n}", "contributions", {"contribution": one}, aria_label=f"contribution {n} {where}")
        for n, one in enumerate((row["held"] or "").split(), 1)
    )
    held = join([". Of it at this meeting is held: ", join(links, ", ")]) if row["held"] else ""
    return join([TEXTS[row["text_found"]], held])


def _source(row: Row) -> Html:
    if not row["source_url"]:
        return text(row["source_title"] or "no source address held")
    return source_link(row["source_title"], row["source_url"]) if row["source_title"] else sources(row["source_url"])


def described(name: str, rows: Sequence[Row], count: int, words: Vocabulary, query: Query) -> Html:
    """What others say about the State, set apart and named so. `rows`: the newest of the `count` passages."""
    about = {key for key in ("provision", "theme", "assessment") if key in query}
    if not rows:
        why = (
            join([
                " on the provisions, themes and assessments you filtered. ",
                link("Leave these filters out", "states", without(query, *about)),
            ])
            if about
            else ", whatever the meeting."
        )  # fmt: skip
        return element(
            "section",
            element("h2", f"What others report about {name}"),
            element("p", f"No published passage by others about {name} is held", why),
        )
    cut = f" Only the latest {len(rows)} are listed." if count > len(rows) else ""
    more = element("summary", f"{counted(len(rows) - NEWEST, 'more passage')} by others about {name}")
    return element(
        "section",
        element("h2", f"What others report about {name}: {counted(count, 'passage')}"),
        element(
            "p",
            element("strong", f"This is not what {name} said. "),
            "Monitors, organisations and meeting pages describe it, and none of it counts as its report. The passages "
            f"are listed whatever the meeting; those of one publisher are not independent of each other.{cut}",
            class_="note",
        ),
        passage_list(rows[:NEWEST], words, query),
        element("details", more, passage_list(rows[NEWEST:], words, query)) if len(rows) > NEWEST else "",
    )
