"""Method and data: how the figures come about, what the words mean, what it rests on, and the data dictionary."""

from collections.abc import Iterator, Mapping

from kb.cache import cached
from kb.db import View
from kb.db.description import describe
from kb.db.schema import Column as SchemaColumn
from kb.db.schema import Table as SchemaTable
from kb.domain.catalogue import gettext as _
from kb.domain.model import NO_LINE, Assessment, InstrumentId, PartyStatus, Scope, TextStatus, Voice
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import (
    AFFECTED,
    AFFECTED_MEANT,
    ASSESSMENTS,
    ASSESSMENTS_MEANT,
    AUDIENCES_MEANT,
    BOUND,
    BOUND_MEANT,
    CELLS,
    PARTY_STATUSES,
    PARTY_STATUSES_MEANT,
    ROLES,
    ROLES_MEANT,
    TEXT_KINDS,
    TEXT_KINDS_MEANT,
    TEXT_STATUSES,
    VOICES,
    VOICES_COUNTED,
)
from kb.questions import Question, Row, scope_day
from kb.questions import method as ask
from kb.questions.columns import truth
from kb.questions.dictionary import columns_table
from kb.questions.tagging import QUALITY
from kb.questions.vocabulary import labelled_table, table_of, vocabulary
from kb.tables import Column, Table
from kb.ui.elements.listing import Listing
from kb.ui.markup import Html, address, render
from kb.workflow import suggestions

COLUMNS = (
    Column("table", _("Table"), meaning=_("Name of the table.")),
    Column("table_meaning", _("What it holds"), meaning=_("What a record of it is.")),
    truth("versioned", _("Keeps revisions"), _("Whether its records are superseded and not overwritten.")),
    Column("column", _("Column"), meaning=_("Name of the column.")),
    Column("meaning", _("Meaning"), meaning=_("What its values mean.")),
    Column("type", _("Type"), meaning=_("Type of its values in SQL.")),
    truth("required", _("Required"), _("Whether every record has a value.")),
    Column("checks", _("Checks"), meaning=_("What a value must fulfil, in SQL."), may_be_empty=True),
    Column("references", _("Records named"), meaning=_("Which records a value must name."), may_be_empty=True),
)
KIND, WORD, *COUNTS = ask.method_words.columns
WORDS = (
    KIND,
    WORD,
    Column("word_label", _("Word"), meaning=_("`word` in words.")),
    Column("meaning", _("Meaning"), meaning=_("What it means, or how it counts.")),
    *COUNTS,
)
SHARES = ("top3", "precision", "recall")
KINDS_SUGGESTED = {
    "provision": _("Suggested actions and articles"),
    "theme": _("Suggested themes"),
    "assessment": _("Suggested assessments"),
}
TEXTS = ("instrument_label", "text_status_label", "provisions", "passages")
# Of each kind of words: its heading, and the caption of its table.
KINDS = {
    "voice": (_("Voice: who speaks"), _("Every contribution has one voice; any but the first is marked")),
    "text_kind": (_("Text: in whose words"), _("In whose words the texts are")),
    "assessment": (_("Assessment: what a passage says about an action"), _("A passage may have several assessments")),
}
MEANT = (
    (_("Party status, on the day"), PARTY_STATUSES, PARTY_STATUSES_MEANT),
    (_("Victims"), AFFECTED, AFFECTED_MEANT),
    (_("Whether an action is addressed to a State"), BOUND, BOUND_MEANT),
    (_("Roles: who may do what"), ROLES, ROLES_MEANT),
    (
        _("How well a text is established"),
        {code: name for code, (name, _meaning) in TEXT_STATUSES.items()},
        {code: meaning for code, (_name, meaning) in TEXT_STATUSES.items()},
    ),
)


def dictionary() -> Table:
    """A row per column of the schema, for files."""
    rows = (
        {
            "table": one.name,
            "table_meaning": one.comment,
            "versioned": one.versioned,
            "column": column.name,
            "meaning": column.comment,
            "type": column.type.lower(),
            "required": column.required,
            "checks": "; ".join(column.checks) or None,
            "references": "; ".join(targets(one, column)) or None,
        }
        for one in describe().values()
        for column in one.columns
    )
    return Table.declared(_("Data dictionary"), COLUMNS, rows)


def targets(one: SchemaTable, column: SchemaColumn) -> list[str]:
    """The records that a column must name, in words."""
    return [
        (_("ids, separated by spaces, in {targets}") if reference.list else _("names a record in {targets}")).format(
            targets=_(" or ").join(f"{name}.{target}" for name, target in reference.targets)
        )
        for reference in one.references
        if reference.column == column.name
    ]


@cached
def method(view: View, scope: Scope, latest: int) -> Html:
    """The whole screen; `latest` is the number of the newest revision, the one in `view` the one shown."""
    words = vocabulary(view)
    plan = {
        row["text_status"]: {**row, "numbers": words.numbers((row["in_matrix"] or "").split() or [])}
        for row in ask.method_texts.rows(view)
        if row["instrument"] == InstrumentId.VAP
    }
    rows = list(_words(view))
    monitoring = (row["contributions"] for row in rows if (row["kind"], row["word"]) == ("voice", Voice.MONITORING))
    return render(
        "method.html",
        cells={str(code): one for code, one in CELLS.items()},
        party=PARTY_STATUSES[PartyStatus.PARTY],
        counts_on=scope_day(view, scope),
        words_tables=[(title, _words_table(kind, caption, rows, words)) for kind, (title, caption) in KINDS.items()],
        lines={code: name for code, name in words.labels["line"].items() if code != NO_LINE},
        meant=MEANT,
        audiences=AUDIENCES_MEANT,
        texts=Listing(_texts(view), TEXTS, labels={"instrument_label": _("Instrument")}).html,
        sources=Listing(_sources(view), ("host", "contributions", "documents", "cut"), most=None).html,
        quality=_quality_tables(view),
        held=ask.method_held(view),
        monitoring=next(monitoring),
        actions=sum(row["provisions"] for row in plan.values()),
        official=plan[TextStatus.OFFICIAL]["provisions"] if TextStatus.OFFICIAL in plan else 0,
        unverified=plan.get(TextStatus.UNVERIFIED),
        missing=plan.get(TextStatus.MISSING),
        sessions=ask.method_sessions(view),
        meetings=ask.method_meetings.rows(view),
        tables=list(describe().values()),
        targets=targets,
        shown=view.revision,
        latest=latest,
    )


@cached
def tables(view: View) -> tuple[Table, ...]:
    """What the screen counts, and the data dictionary of the schema and of the files, for files."""
    words = vocabulary(view)
    return (
        labelled_table(_("Words and how often each is borne"), WORDS, _words(view), words),
        _texts(view),
        _sources(view),
        _of(ask.method_meetings, _("Meetings, oldest first"), view),
        _quality(view),
        dictionary(),
        columns_table(),
    )


def _texts(view: View) -> Table:
    return _of(ask.method_texts, _("Actions and articles by the status of their text"), view)


def _sources(view: View) -> Table:
    return _of(ask.method_sources, _("Contributions by the site they were read on"), view)


def _quality(view: View) -> Table:
    return labelled_table(_("How good suggestions are"), QUALITY, suggestions.quality(view), vocabulary(view))


def _quality_tables(view: View) -> list[tuple[str, Html]]:
    """Of each kind of suggestion its heading and table; of a code with few examples no shares."""
    words, tables = vocabulary(view), []
    for kind, title in KINDS_SUGGESTED.items():
        rows = [
            {**row, **{key: None if row["verdict"] == "too_few" else round(row[key], 2) for key in SHARES}}
            for row in suggestions.quality(view)
            if row["kind"] == kind
        ]
        if rows:
            table = labelled_table(title, QUALITY, rows, words)
            tables.append((title, Listing(table, ("name", "examples", *SHARES, "verdict_label"), most=None).html))
    return tables


def _of(question: Question, caption: str, view: View) -> Table:
    return table_of(question, caption, question.rows(view), vocabulary(view))


def _words(view: View) -> Iterator[Row]:
    """A row per voice, kind of text and assessment, in the order of the screen, also of those that nothing bears."""
    counted = {(row["kind"], row["word"]): row for row in ask.method_words.rows(view)}
    meant: Mapping[str, Mapping[str, tuple[str, str]]] = {
        "voice": {code: (VOICES[code].whole, VOICES_COUNTED[code]) for code in Voice},
        "text_kind": {code: (TEXT_KINDS[code], TEXT_KINDS_MEANT[code]) for code in TEXT_KINDS},
        "assessment": {code: (ASSESSMENTS[code], ASSESSMENTS_MEANT[code]) for code in Assessment},
    }
    for kind, words in meant.items():
        none = {"kind": kind, "contributions": None if kind == "assessment" else 0, "passages": 0}
        for word, (label, meaning) in words.items():
            row = counted.get((kind, word), none)
            yield {**row, "word": str(word), "word_label": label, "meaning": meaning}


def _words_table(kind: str, caption: str, rows: list[Row], words: Vocabulary) -> Html:
    """The words of a kind, each with what it means, how often it is borne, and a link to the passages that bear it."""
    of_kind = [row for row in rows if row["kind"] == kind]
    counts = ("passages",) if kind == "assessment" else ("contributions", "passages")
    opens = [
        address("contributions", {kind: row["word"], "meeting": "any", "list": "passages"})
        if kind != "text_kind" and row["passages"]
        else None
        for row in of_kind
    ]
    return Listing(
        labelled_table(caption, WORDS, of_kind, words), ("word_label", "meaning", *counts), tuple(opens), most=None
    ).html
