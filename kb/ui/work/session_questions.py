"""The questions to the room as HTML, with the buttons that pin, drop and mark them as asked."""

from collections.abc import Iterator, Sequence

from kb.desk.moves import Mark
from kb.desk.questions import RULES, LineQuestions, Noted, Question, Questions
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import TEXT_LEADS, counted
from kb.ui.markup import Html, element, join
from kb.ui.passages import passage_list

MARKED = {Mark.PINNED: "Pinned", Mark.ASKED: "Asked", Mark.DROPPED: "Dropped"}
BUTTONS = {
    Mark.OPEN: (("Pin", Mark.PINNED), ("Asked", Mark.ASKED), ("Drop", Mark.DROPPED)),
    Mark.PINNED: (("Unpin", Mark.OPEN), ("Asked", Mark.ASKED), ("Drop", Mark.DROPPED)),
    Mark.ASKED: (("Put back", Mark.OPEN),),
    Mark.DROPPED: (("Put back", Mark.OPEN),),
}
DRAWN = (
    "The Coordinators’ own questions, joined with what was said. The words in bold may be read out; what stands "
    "for the chair may not. Who withdrew or was passed over is in neither."
)


def questions_html(questions: Questions, words: Vocabulary, *, acting: bool = True) -> Html:
    """The questions, line by line; without buttons where `acting` is False."""
    if not questions.lines:
        return element("p", "This session has no discussion line, so there are no questions.", class_="note")
    rules = element("ul", *(element("li", rule) for rule in RULES.values()))
    return join(
        [
            element("p", DRAWN, class_="quiet"),
            *(_line(line, questions, words, acting) for line in questions.lines),
            _folded("The rules", rules, of="rules"),
        ]
    )


def _line(line: LineQuestions, questions: Questions, words: Vocabulary, acting: bool) -> Html:
    """The questions of a line; folded away where the session is not at it."""

    def listed(some: Sequence[Question]) -> Html:
        items = (element("li", *_question(one, questions, words, acting)) for one in some)
        return element("ul", *items, class_="plain")

    open_ = listed(line.open) if line.open else element("p", "No question is left under this line.")
    if line.open and line.line != questions.here:
        open_ = _folded(f"{counted(len(line.open), 'question')} under line {line.line}", open_, of=f"open-{line.line}")
    done = ""
    if line.done:
        title = f"Asked or dropped under line {line.line}: {len(line.done)}"
        done = _folded(title, listed(line.done), of=f"done-{line.line}")
    return element("section", element("h3", f"Line {line.line}, {line.title}"), open_, done)


def _folded(title: str, *content: object, of: str) -> Html:
    """Something folded away; `of` names it, so that it stays unfolded when the questions change."""
    return element("details", element("summary", title), *content, data_of=of)


def _question(question: Question, questions: Questions, words: Vocabulary, acting: bool) -> Iterator[Html]:
    marked = element("span", MARKED[question.mark], class_="tag strong") if question.mark in MARKED else ""
    gone = "" if question.arises else element("small", " Everybody whom it is for has been heard.")
    yield element("p", marked, " " if marked else "", element("strong", question.sentence), gone)
    if question.for_chair:
        lead = element("span", "For the chair", class_="tag")
        yield element("p", lead, " ", " ".join(question.for_chair), class_="quiet", dir="auto")
    if acting:
        buttons = (
            element(
                "button",
                label,
                type="button",
                data_do="mark",
                data_of=question.id,
                data_value=mark.value,
                aria_label=f"{label}: {question.sentence}",
            )
            for label, mark in BUTTONS[question.mark]
        )
        yield element("p", join(buttons, " "))
    passages = [questions.passages[passage] for passage in question.passages if passage in questions.passages]
    yield _folded(
        _behind_it(len(passages), len(question.notes)),
        element("p", f"Question: {question.basis}." if question.basis else ""),
        *(_noted(one) for one in question.notes),
        passage_list(passages, words, {}) if passages else "",
        of=f"behind-{question.id}",
    )


def _behind_it(passages: int, notes: int) -> str:
    """What a question rests on."""
    counts = [counted(passages, "passage")] if passages else []
    counts += [counted(notes, "note")] if notes else []
    return f"Behind it: {' and '.join(counts) or 'the line'}"


def _noted(one: Noted) -> Html:
    lead = element("span", f"{TEXT_LEADS['note']}, {one.name}: ", class_="quiet")
    return element("p", lead, element("span", one.note.said, dir="auto"), class_="said")
