"""The data dictionary of the questions: every column of their answers, as files and the API have them."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from kb import questions
from kb.domain.catalogue import gettext as _
from kb.questions import Question
from kb.questions.changes import MEETING_CHANGES, REPORT_CHANGES
from kb.questions.columns import truth
from kb.questions.history import CELL_CHANGES
from kb.questions.looks import GAPS
from kb.questions.passages import PASSAGE_COLUMNS
from kb.questions.provisions import DUE_DATES, PROVISIONS
from kb.questions.tagging import AGREEMENT, QUALITY
from kb.questions.vocabulary import readable
from kb.tables import Column, Table

COLUMNS = (
    Column("question", _("Question"), meaning=_("Name of the question, or of what is composed of several.")),
    Column("column", _("Column"), meaning=_("Name of the column in files and in the API.")),
    Column("label", _("Label"), meaning=_("What it is called in spreadsheets.")),
    Column("type", _("Type"), meaning=_("Type of its values, in the words of a Frictionless table schema.")),
    Column("unit", _("Unit"), meaning=_("What its numbers count."), may_be_empty=True),
    truth("may_be_empty", _("May be empty"), _("Whether a row may have no value.")),
    Column("meaning", _("Meaning"), meaning=_("What its values mean.")),
)


@cache
def every_question() -> tuple[Question, ...]:
    """Every question with declared columns, by name."""
    modules = [
        questions,
        *(import_module(f"{questions.__name__}.{one.name}") for one in iter_modules(questions.__path__)),
    ]
    by_name = {one.name: one for module in modules for one in vars(module).values() if isinstance(one, Question)}
    return tuple(by_name[name] for name in sorted(by_name))


# What is made of the answers of several questions, under columns of its own.
COMPOSED = {
    "agreement": AGREEMENT,
    "cell_changes": CELL_CHANGES,
    "due_dates": DUE_DATES,
    "gaps_with_evidence": GAPS,
    "meeting_changes": MEETING_CHANGES,
    "passages": PASSAGE_COLUMNS,
    "provisions": PROVISIONS,
    "quality": QUALITY,
    "report_changes": REPORT_CHANGES,
}


def columns_table() -> Table:
    """A row per question and column, those of labels beside codes included; what is composed comes last."""
    declared = {**{question.name: question.columns for question in every_question()}, **COMPOSED}
    rows = (
        {
            "question": name,
            "column": column.key,
            "label": column.label,
            "type": column.type.value,
            "unit": column.unit or None,
            "may_be_empty": column.may_be_empty,
            "meaning": column.meaning,
        }
        for name, columns in declared.items()
        for column in readable(columns)
    )
    return Table.declared(_("Columns of files and of the API"), COLUMNS, rows)
