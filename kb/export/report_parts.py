"""Parts of the Coordinators' report that quote: a provision with its passages, the discussion lines, annex, method."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from kb.domain.citations import citation
from kb.domain.model import Assessment, Cell, TextStatus, Voice
from kb.domain.words import ASSESSMENTS, CELLS, TEXT_LEADS, TEXT_STATUSES, VOICES, counted
from kb.export.blocks import Block, Heading, Items, Paragraph, Said
from kb.export.report_asked import LISTED, Asked, others
from kb.export.report_tables import told
from kb.export.whose import whose
from kb.queries import Row, Rows
from kb.queries.contributions import contribution_list
from kb.queries.looks import matrix
from kb.queries.mechanisms import collaborations, mechanisms
from kb.queries.overview import overview_lines, overview_passages
from kb.queries.passages import Passages, passages
from kb.queries.practices import practices_read
from kb.tables import Table, Value

# Passages quoted per provision and assessment; more are counted and can be read in the dashboard.
QUOTED = 8
SPEAKS = "Speaks to what you filtered"
IN_FULL = (Assessment.PROGRESS, Assessment.CHALLENGE, Assessment.PRACTICE)
# Said above what is told of a State wherever it is told: see kb/sql/mechanisms.sql.
WHATEVER_THE_MEETING = (
    "Whatever the meeting, the day and the convention: of the filters only those that choose States count in this "
    "table, so what it tells of need not be in the contributions counted above."
)
PLURALS = {
    Assessment.PROGRESS: "Progress",
    Assessment.CHALLENGE: "Challenges",
    Assessment.PRACTICE: "Practices",
    Assessment.PLAN: "plans",
    Assessment.REQUEST: "requests",
    Assessment.OFFER: "offers",
}


def action(asked: Asked, row: Mapping[str, Any]) -> Iterator[Block]:
    """A provision: its fraction, then what States said of it, by assessment, each passage with its citation."""
    provision = str(row["provision"])
    status = "" if row["text_status"] == TextStatus.OFFICIAL else f" Text: {TEXT_STATUSES[row['text_status']][0]}."
    yield Heading(2, asked.label("provision", provision))
    yield Paragraph(
        f"{row['reported']} of {counted(int(row['bound']), 'State')} that it binds reported; "
        f"{counted(others(row), 'other State')} reported beside them.{status}"
    )
    rest = []
    for assessment in Assessment:
        found = _own(asked, provision, assessment)
        total = found.count("own")
        if assessment not in IN_FULL:
            rest += [f"{PLURALS[assessment]}: {total}"] if total else []
        elif total:
            yield Heading(3, f"{PLURALS[assessment]} ({counted(total, 'passage')})")
            yield from _quoted(asked, [one["passage"] for one in found.rows])
            if total > QUOTED:
                yield Paragraph(f"{total - QUOTED} more are in the dashboard.")
        elif not row["passages"]:
            break
    if facts := asked.facts.get(provision):
        rest.append(f"facts: {facts}")
    if rest:
        yield Paragraph(f"{'; '.join(rest)}.", "Beside these")
    if not row["passages"]:
        yield Paragraph("No State’s own words on it are held in this scope; the gaps below say why, State by State.")


def _own(asked: Asked, provision: str, assessment: Assessment) -> Passages:
    """States' own passages on a provision that are assessed so; none where the scope leaves the assessment out."""
    if asked.scope.assessments and assessment not in asked.scope.assessments:
        return Passages([], False)
    narrowed = replace(asked.scope, assessments=(assessment.value,))
    return passages(asked.view, narrowed, provision=provision, part="own", limit=QUOTED)


def _quoted(asked: Asked, ids: Sequence[str]) -> Iterator[Block]:
    rows = {row["passage"]: row for row in practices_read(asked.view, list(ids))}
    for id_ in ids:
        yield said(asked, rows[id_])


def said(asked: Asked, row: Row) -> Said:
    """A passage as it is quoted, with the marks without which it would mislead."""
    marks = [VOICES[row["voice"]].whole] if row["voice"] != Voice.OWN else []
    if row["aligned"]:
        names = ", ".join(asked.label("state", state) for state in row["aligned"])
        marks.append(f"a collective statement, made for {names}")
    if row["text_kind"] != "verbatim":
        marks.append(TEXT_LEADS[row["text_kind"]].lower())
    if row["source_truncated"]:
        marks.append("only the beginning of the source was seen")
    if row["replies"]:
        marks.append("its coding was replied to: see the dashboard")
    about = None
    if row["about_state"] not in (None, row["state"]):
        about = asked.label("state", row["about_state"])
    query = {"contribution": row["contribution"], "passage": row["position"], "rev": asked.view.revision}
    return Said(
        whose(row),
        row["text"],
        row["language"],
        row["text_kind"] == "verbatim",
        tuple(marks),
        citation(row, asked.view.revision, about=about, position=row["position"]),
        f"/contributions?{urlencode(query)}",
    )


def lines(asked: Asked) -> Iterator[Block]:
    """The discussion lines: what was contributed under each, with collaborations (b) and mechanisms (c)."""
    yield Heading(1, "The discussion lines")
    on_themes = {row["code"]: row["passages"] for row in overview_passages(asked.view, asked.scope)}
    for line in overview_lines(asked.view, asked.scope):
        code = line["line"]
        yield Heading(2, f"({code}) {line['title']}")
        rows = contribution_list(asked.view, replace(asked.scope, lines=(code,)), limit=LISTED).rows
        who = ", ".join(dict.fromkeys(row["contributor_label"] for row in rows))
        by = f", by {who}" if who else ""
        yield Paragraph(
            f"{counted(len(rows), 'contribution')} made under this line{by}. "
            f"{counted(int(on_themes.get(code, 0)), 'passage')} on a theme of this line, whoever speaks."
        )
        if code == "b":
            yield from _facts(
                asked,
                "Collaborations of governments and others that passages tell of",
                ("State", "With", "Area", "Outcome"),
                ("state_name", "partners", "area", "outcome"),
                collaborations.rows(asked.view, asked.scope),
            )
        if code == "c":
            yield from _facts(
                asked,
                "Coordination mechanisms that passages tell of",
                ("State", "Body", "Kind", "Victims take part"),
                ("state_name", "name", "kind", "victims_take_part"),
                mechanisms.rows(asked.view, asked.scope),
            )


def _by(row: Row) -> str:
    return str(row["contributor_label"]) if row["own"] else f"{row['contributor_label']} (not the State itself)"


def _facts(asked: Asked, caption: str, columns: Sequence[str], fields: Sequence[str], rows: Rows) -> Iterator[Block]:
    """Facts of States as a table, each with the day and the convention of the passage that tells of it."""
    if rows:
        yield Paragraph(WHATEVER_THE_MEETING)
        body = (
            (
                *(row[field] for field in fields),
                _by(row),
                row["date"] or "no date",
                row["convention"],
                row["source_title"],
            )
            for row in rows
        )
        yield Table.of(caption, (*columns, "Said by", "Date", "Convention", "Source"), body)
    else:
        yield Paragraph(f"{caption}: none is recorded for the States of this scope.")


def annex(asked: Asked) -> Iterator[Block]:
    """Annex tables: every cell with a report or in question, and every contribution with its source."""
    yield Heading(1, "Annex A: the cells")
    cells = matrix.rows(asked.view, asked.scope)
    spoken = told(cells)
    yield Paragraph(
        f"{counted(len(spoken), 'cell')} of {len(cells)}: those in which a State reported or is known to have spoken. "
        "All others say that no contribution is known, that the provision is not addressed to the State, or that its "
        "text is not established."
    )
    if spoken:
        yield Table.of(
            "State by provision: what is held",
            ("State", "Provision", "Cell", "Passages", "Of them second-hand"),
            (
                (
                    row["name"],
                    asked.label("provision", row["provision"]),
                    CELLS[Cell(row["cell"])].name,
                    int(row["passages"]),
                    int(row["second_hand"]),
                )
                for row in spoken
            ),
        )
    yield Heading(1, "Annex B: the contributions")
    if asked.made.truncated:
        yield Paragraph(f"The latest {LISTED} of {asked.made.total}; a narrower scope shows the others.")
    if asked.is_narrowed:
        yield Paragraph(
            f"All contributions made {asked.made_where}, whatever they speak to: a State of which nothing on this "
            "is held made one of them, or is aligned with one. The last column marks what speaks to what you filtered."
        )
    columns = ("Contributor", "Voice", "Made at", "Date", "Passages held", "Id")
    yield Table.of(
        f"Contributions made {asked.made_where}",
        (*columns, SPEAKS) if asked.is_narrowed else columns,
        _contributions(asked),
    )


def _contributions(asked: Asked) -> Iterator[tuple[Value, ...]]:
    """A row per contribution; where only a part is asked for, with whether it speaks to that part."""
    speaking = {row["contribution"] for row in asked.speaking.rows}
    for row in asked.made.rows:
        speaks = "yes" if row["contribution"] in speaking else "nothing held"
        yield (
            row["contributor_label"],
            VOICES[row["voice"]].name,
            row["meeting_label"],
            row["date"],
            int(row["held"]),
            row["contribution"],
            *((speaks,) if asked.is_narrowed else ()),
        )


def _within(sentence: str) -> str:
    """A sentence as a part of another."""
    return f"{sentence[0].lower()}{sentence[1:].rstrip('.')}"


def method(asked: Asked) -> Iterator[Block]:
    """How it is counted, and what must not be concluded."""
    yield Heading(1, "How it is counted")
    yield Items(
        (
            "Only the voices first-hand and second-hand count as a State’s own; second-hand is marked. What others say "
            "about a State is never counted as said by it.",
            "A rate is the States that reported among the States that a provision binds on the day named above. States "
            "that reported without being bound, and States of which it is not known whether they have victims, stand "
            "beside it.",
            "Each State and provision is in exactly one cell, the first that applies: "
            + "; ".join(f"{words.name} ({_within(words.meaning)})" for words in CELLS.values())
            + ".",
            f"Assessments ({', '.join(name.lower() for name in ASSESSMENTS.values())}) and provisions are coded by us; "
            "they are not the contributor’s words unless it is said that the contributor confirmed them.",
            "Only delivered texts may be quoted as a State’s words, and then from the source.",
            f"All of it can be seen again as of revision {asked.view.revision}.",
        )
    )
