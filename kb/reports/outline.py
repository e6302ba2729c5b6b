"""The outline of a contribution as a Word document: headings, hints, and numbered paragraphs to write over.

What its headings and hints mean when it comes back stands in kb/ingest/text/outline.py.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kb.domain.catalogue import gettext as _
from kb.domain.model import Assessment
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import ASSESSMENTS
from kb.ingest.text.outline import TITLE, Outline
from kb.questions import Row, Rows
from kb.reports.document import Block, Document, Heading, Paragraph
from kb.reports.word import word_file
from kb.session.question_rules import ANSWERS


@dataclass(frozen=True)
class OutlineLine:
    """A discussion line to write on: the questions put to the State, and the actions chosen, which may be none.

    `facts` says of an action what we have of the State; `practices` name passages of peers, each with its address.
    """

    line: str
    questions: Rows
    provisions: Sequence[str] = ()
    facts: Mapping[str, str] | None = None
    practices: Sequence[str] = ()


def outline_document(words: Vocabulary, name: str, lines: Sequence[OutlineLine], closing: Sequence[str] = ()) -> bytes:
    """The DOCX for the State of this name; `closing` are questions that go with every line."""
    outline = Outline(words)
    how = _(
        "Write over the hints below the headings. Hints that you leave, and these headings, are left out when you "
        "submit the file. A heading says what the text below it is about: keep it, or move both together."
    )
    # What goes with every line stands above them: below a heading it would be taken for an answer to that.
    blocks: list[Block] = [Paragraph(outline.hint(one)) for one in (how, *closing)]
    # An action may stand under several lines: its paragraphs are counted through.
    numbered: Counter[str] = Counter()
    for one in lines:
        blocks.append(Heading(1, outline.line(one.line)))
        blocks += [Paragraph(outline.hint(practice)) for practice in one.practices]
        asked: set[str] = set()
        for subject in one.provisions or (one.line,):
            blocks += _subject(outline, one, subject, numbered, asked)
    return word_file(Document(f"{TITLE}: {name}", blocks))


def _subject(
    outline: Outline, of: OutlineLine, subject: str, numbered: Counter[str], asked: set[str]
) -> Iterator[Block]:
    """An action, or the line as a whole, with a numbered paragraph for each question and assessment that answers it.

    A question is written out once a line; `asked` are those that were.
    """
    if subject != of.line:
        yield Heading(2, outline.provision(subject))
        if fact := (of.facts or {}).get(subject):
            yield Paragraph(outline.hint(fact))
    # What no assessment answers comes first: below the heading of an assessment it would be taken for that.
    for assessment in (None, *ASSESSMENTS):
        questions = [row for row in enumerate(of.questions, start=1) if _is_answered(row[1]["id"], assessment)]
        if questions and assessment:
            yield Heading(3, ASSESSMENTS[assessment])
        for place, row in questions:
            numbered[subject] += 1
            hint = _hint(place, row, assessment, row["id"] in asked)
            asked.add(row["id"])
            yield Paragraph(f"{outline.number(subject, numbered[subject])} {outline.hint(hint)}")


def _hint(place: int, row: Row, assessment: Assessment | None, is_asked: bool) -> str:
    """The question with its place on the screen; asked before, which part of the answer is meant."""
    if not is_asked:
        return _("Question {number}: {question}").format(number=place, question=row["question"])
    if assessment is None:
        return _("Question {number} again.").format(number=place)
    part = ASSESSMENTS[assessment].lower()
    return _("Question {number} again: your {assessment}.").format(number=place, assessment=part)


def _is_answered(question: str, assessment: str | None) -> bool:
    answers = ANSWERS.get(question, ())
    return assessment in answers if assessment else not answers
