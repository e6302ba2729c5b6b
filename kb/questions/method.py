"""Questions of the Method screen: how much is held of what, from where, and within which limits.

They are about everything published, whatever the scope.
"""

from collections.abc import Mapping
from datetime import date

from kb.db import View
from kb.domain.catalogue import gettext as _
from kb.questions import Question, Rows, sql
from kb.questions.api import meetings
from kb.questions.columns import CONTRIBUTIONS, PASSAGES, PROVISIONS, TEXT_STATUS, count
from kb.tables import Column, Type


def holdings(view: View, day: date) -> Mapping[str, int]:
    """Numbers of records: actions and their texts by status, Convention provisions, States and parties on `day`,
    contributions and passages; see holdings.sql for the names.
    """
    return view.rows(sql("holdings"), {"day": day})[0]


def method_held(view: View) -> Mapping[str, int]:
    """How much of what is held is limited in which way: numbers by name."""
    return view.rows(sql("method_held"))[0]


method_words = Question(
    "method_words",
    (
        Column("kind", _("Kind of word"), meaning=_("voice, text_kind or assessment.")),
        Column("word", _("Word (code)"), meaning=_("Code of the word.")),
        Column(
            "contributions",
            _("Contributions"),
            Type.INTEGER,
            _("Published contributions that bear it; empty for an assessment, which passages bear."),
            CONTRIBUTIONS,
            may_be_empty=True,
        ),
        count("passages", _("Passages"), PASSAGES, _("Published passages that bear it.")),
    ),
)
"""A row per voice, kind of text and assessment: how often it stands in what is published."""

method_texts = Question(
    "method_texts",
    (
        Column("instrument", _("Instrument (code)"), meaning=_("Code of the instrument."), codes="instrument"),
        TEXT_STATUS,
        count("provisions", _("Actions and articles"), PROVISIONS, _("How many have a text so established.")),
        Column(
            "in_matrix",
            _("In the matrix"),
            meaning=_("Ids of those that the coverage matrix shows, separated by spaces."),
            may_be_empty=True,
        ),
        count("passages", _("Passages"), PASSAGES, _("Published passages coded to them.")),
    ),
)
"""A row per instrument and status of text: how many provisions, those in the matrix, and passages coded to them."""

method_sources = Question(
    "method_sources",
    (
        Column("host", _("Site"), meaning=_("Name of the site, or the whole address where it names none.")),
        count("contributions", _("Contributions"), CONTRIBUTIONS, _("Published contributions read there.")),
        count("documents", _("Documents"), _("documents"), _("The different addresses they were read at.")),
        count("cut", _("Only the beginning seen"), CONTRIBUTIONS, _("Those of which only the beginning was seen.")),
        Column("voices", _("Voices"), meaning=_("The voices in them, separated by spaces.")),
    ),
)
"""A row per site, the one with most contributions first."""

method_meetings = Question(
    "method_meetings",
    (
        *(column for column in meetings.columns if column.key not in ("place", "contributions", "passages")),
        count("contributions", _("Contributions"), CONTRIBUTIONS, _("Published contributions to it.")),
    ),
)
"""A row per meeting, oldest first, with the basis of its days and the number of its contributions."""


def method_sessions(view: View) -> Rows:
    """A row per session whose programme is held: how many speakers it lists, and whether the list is complete."""
    return view.rows(sql("method_sessions"))
