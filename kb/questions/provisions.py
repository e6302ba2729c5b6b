"""Questions about the text of an instrument, provision by provision, and about what was said on one of them."""

from collections.abc import Iterable

from kb.db import View
from kb.domain.catalogue import gettext as _
from kb.domain.model import Scope
from kb.questions import Question, Row, Rows, cut, rates, rows_in, sql
from kb.questions.columns import (
    ALIGNED,
    IN_MATRIX,
    NAME,
    NOTE,
    PASSAGE,
    PASSAGES,
    PROVISION,
    RATE,
    STATE,
    TEXT_STATUS,
    count,
    truth,
)
from kb.questions.passages import LIMIT, Passages
from kb.tables import Column, Type

PROVISIONS = (
    PROVISION,
    Column("instrument", _("Instrument (code)"), meaning=_("VAP or CCM."), codes="instrument"),
    Column("number", _("Number"), meaning=_("Its number in the instrument.")),
    Column("parent", _("Part of (id)"), meaning=_("The provision it is a part of."), may_be_empty=True),
    Column("chapter", _("Chapter"), meaning=_("The chapter it stands in.")),
    Column("addressee", _("Addressee"), meaning=_("Whom it asks, in words."), may_be_empty=True),
    Column(
        "addressed_to",
        _("Addressed to"),
        meaning=_("all or affected States Parties; empty: not established."),
        may_be_empty=True,
    ),
    Column("short_title", _("Short title"), meaning=_("Its subject in a few words."), may_be_empty=True),
    Column(
        "summary",
        _("Summary"),
        meaning=_("Our own words, never to be quoted as the instrument's."),
        may_be_empty=True,
    ),
    TEXT_STATUS,
    Column(
        "official_text", _("Official text"), meaning=_("The official wording, once it is loaded."), may_be_empty=True
    ),
    Column("deadline", _("Deadline"), meaning=_("By when, in words."), may_be_empty=True),
    Column(
        "deadline_months",
        _("Months after entry into force"),
        Type.INTEGER,
        _("Where the deadline runs from entry into force: how long."),
        _("months"),
        may_be_empty=True,
    ),
    Column("source", _("Source"), meaning=_("Where it was read."), may_be_empty=True),
    NOTE,
    IN_MATRIX,
    *RATE,
    count("passages", _("Passages"), PASSAGES, _("The distinct passages behind all that.")),
)
"""What is known of a provision, and the States that reported on it among those it binds."""

DUE_DATES = (
    PROVISION,
    STATE,
    NAME,
    Column("bound", _("Addressed to it"), meaning=_("Whether the provision binds it: yes or unknown.")),
    Column("in_force_on", _("In force since"), Type.DATE, _("Since when the Convention is in force for it.")),
    Column("due_on", _("Due date"), Type.DATE, _("That day and so many calendar months.")),
    truth("still_to_come", _("Still to come"), _("Whether it falls after the day that counts.")),
    Column(
        "first_report",
        _("First report"),
        meaning=_("by: on the due date or before; after; unclear; none: no report of the State is held."),
    ),
    Column(
        "reported_on",
        _("Date of the first report"),
        meaning=_("As the sources say it; several where it is not clear which is the first; empty: without a date."),
        may_be_empty=True,
    ),
    Column(
        "reported_in",
        _("Passages of the first report (ids)"),
        meaning=_("Ids of the passages that may be the first."),
        may_be_empty=True,
    ),
)
"""When the deadline of a provision falls for a State, beside when the State first reported on it."""

provision_reports = Question(
    "provision_reports",
    (
        STATE,
        NAME,
        PASSAGE,
        Column("assessment", _("Assessment"), meaning=_("As what it is assessed; fact: under none."), codes="coded"),
        truth("second_hand", _("Second-hand"), _("Whether somebody else reports the State to have said it.")),
        ALIGNED,
    ),
)
"""A row per State, passage of its own and assessment on the provision, in the scope.

`scope.instrument` does not limit here; the scope's provisions do not either.
"""

provision_counterparts = Question(
    "provision_counterparts",
    (
        Column("id", _("Match (id)"), meaning=_("Id of the match.")),
        Column("action", _("Action (id)"), meaning=_("The action of the Plan."), codes="provision", may_be_empty=True),
        Column(
            "action_basis", _("Basis of the action"), meaning=_("Where its subject is read from."), may_be_empty=True
        ),
        Column(
            "provision",
            _("Provision of the Convention (id)"),
            meaning=_("The provision of the Convention."),
            codes="provision",
            may_be_empty=True,
        ),
        Column(
            "crpd_article",
            _("Article of the disability convention"),
            meaning=_("Its number in the CRPD."),
            may_be_empty=True,
        ),
        Column("crpd_title", _("Title of that article"), meaning=_("As the CRPD has it."), may_be_empty=True),
        Column("relation", _("What they share"), meaning=_("What the three have in common."), may_be_empty=True),
        Column("basis", _("What was read"), meaning=_("What the match rests on."), may_be_empty=True),
        *(
            Column(f"{code}_source_url", _("Address: {text}").format(text=text), meaning=_("Where it was read."),
                   may_be_empty=True)
            for code, text in (("vap", _("Plan")), ("ccm", _("Convention")), ("crpd", _("disability convention")))
        ),
    ),
)  # fmt: skip
"""A row per editorial match with the other instruments and the disability convention."""


def provision_rates(view: View, scope: Scope) -> list[Row]:
    """A row per provision of the scope, in reading order: its text and its rate."""
    reported = {row["provision"]: row for row in rates.rows(view, scope)}
    return [{**row, **reported[row["id"]]} for row in provision_text(view) if row["id"] in reported]


def due_dates(view: View, scope: Scope) -> Iterable[Row]:
    """The rows of `deadlines` with the reports that may be the first as text."""
    return (
        {
            **row,
            "reported_on": " or ".join(dict.fromkeys(one["date"] for one in row["reports"] if one["date"])) or None,
            "reported_in": [f"{one['contribution']}.{one['position']}" for one in row["reports"]],
        }
        for row in deadlines(view, scope)
    )


def provision_text(view: View) -> Rows:
    """A row per provision of every instrument, in reading order, with its text and how well it is established."""
    return view.rows(sql("provision_text"))


def provision_related(view: View, provision: str) -> Rows:
    """A row per provision named as related, by this one or by the other: `provision`, `basis`."""
    return view.rows(sql("provision_related"), {"provision": provision})


def provision_described(view: View, scope: Scope, provision: str, limit: int = LIMIT) -> Passages:
    """The passages by others about States on the provision, by the State described, newest first."""
    rows = rows_in(view, "provision_described", scope, provision=provision, limit=limit + 1)
    return Passages(*cut(rows, limit))


def deadlines(view: View, scope: Scope) -> Rows:
    """A row per provision of the scope with a deadline after entry into force, and State that it binds or may bind."""
    return rows_in(view, "deadlines", scope)


def official_provisions(view: View, instrument: str) -> Rows:
    """A row per provision of the instrument, in reading order: what stands in kb/db/sql/official_provisions.sql."""
    return view.rows(sql("official_provisions"), {"instrument": instrument})


def official_instruments(view: View) -> Rows:
    """A row per instrument with how many texts it has: what stands in kb/db/sql/official_instruments.sql."""
    return view.rows(sql("official_instruments"))
