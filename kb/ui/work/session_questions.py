"""The questions to the room as HTML, with the buttons that pin, drop and mark them as asked."""

from collections.abc import Iterator, Sequence

from kb import filters
from kb.desk.moves import Mark
from kb.desk.questions import RULES, LineQuestions, Noted, Question, Questions, Rule
from kb.ui.markup import Html, element, join, link
from kb.ui.parts.passages import passage_list
from kb.vocabulary import Vocabulary
from kb.words import TEXT_LEADS, counted

MARKED = {Mark.PINNED: "Pinned", Mark.ASKED: "Asked", Mark.DROPPED: "Dropped"}
BUTTONS = {
    Mark.OPEN: (("Pin", Mark.PINNED), ("Asked", Mark.ASKED), ("Drop", Mark.DROPPED)),
    Mark.PINNED: (("Unpin", Mark.OPEN), ("Asked", Mark.ASKED), ("Drop", Mark.DROPPED)),
    Mark.ASKED: (("Put back", Mark.OPEN),),
    Mark.DROPPED: (("Put back", Mark.OPEN),),
}
DRAWN = (
    "Drawn from the list, the notes and the passages held, by the rules below, in fixed words. Nothing is claimed of a "
    "State beyond its passage. Under each line stand those pinned, then the first by each rule; the others are folded "
    "away below them."
)


def questions_html(questions: Questions, words: Vocabulary, *, acting: bool = True) -> Html:
    """The questions, line by line; without buttons where `acting` is False."""
    if not questions.lines:
        return element("p", "This session has no discussion line, so there are no questions.", class_="note")
    rules = element("ul", *(element("li", rule) for rule in RULES.values()))
    return join(
        [
            element("p", DRAWN, class_="quiet"),
            element("p", questions.held_back, class_="note") if questions.held_back else "",
            *(_line(line, words, acting) for line in questions.lines),
            _folded("The rules", rules, of="rules"),
        ]
    )


def _line(line: LineQuestions, words: Vocabulary, acting: bool) -> Html:
    shown, folded = _shared_out(line.open)
    parts = [_list(shown, words, acting)] if shown else []
    parts += [element("p", _also(count, other), class_="quiet") for other, count in line.elsewhere.items()]
    if not parts:
        parts = [element("p", "No rule gives a question under this line now.")]
    if folded:
        title = f"{counted(len(folded), 'more question')} under line {line.line}"
        parts.append(_folded(title, _list(folded, words, acting), *_more_pairs(line), of=f"more-{line.line}"))
    if line.done:
        title = f"Asked or dropped under line {line.line}: {len(line.done)}"
        parts.append(_folded(title, _list(line.done, words, acting), of=f"done-{line.line}"))
    count = f": {counted(len(line.open), 'question')}" if line.open else ""
    heading = f"Line {line.line}, {line.title}{count}"
    return element("section", element("h3", heading), *parts)


def _also(count: int, other: str) -> str:
    """Says of questions on a line that they stand under another."""
    if count == 1:
        return f"1 question that is about this line too stands under line {other}."
    return f"{count} questions that are about this line too stand under line {other}."


def _folded(title: str, *content: object, of: str) -> Html:
    """Something folded away; `of` names it, so that it stays unfolded when the questions change."""
    return element("details", element("summary", title), *content, data_of=of)


def _shared_out(questions: Sequence[Question]) -> tuple[list[Question], list[Question]]:
    """Those put forward, which are those pinned and then the first by each rule; and those folded away."""
    first = {one.rule: one for one in reversed(questions) if one.mark is Mark.OPEN}
    shown = [one for one in questions if one.mark is Mark.PINNED or first[one.rule] is one]
    return shown, [one for one in questions if one not in shown]


def _more_pairs(line: LineQuestions) -> Iterator[Html]:
    if line.more_pairs:
        more = f"{counted(line.more_pairs, 'more pair')} of States with a challenge and a practice or progress."
        yield element("p", f"{more} They move up as these are asked or dropped.")


def _list(questions: Sequence[Question], words: Vocabulary, acting: bool) -> Html:
    return element("ul", *(element("li", *_question(one, words, acting)) for one in questions), class_="plain")


def _question(question: Question, words: Vocabulary, acting: bool) -> Iterator[Html]:
    marked = element("span", MARKED[question.mark], class_="tag strong") if question.mark in MARKED else ""
    gone = "" if question.arises else element("small", " The rule does not give it any more.")
    yield element("p", marked, " " if marked else "", element("strong", question.sentence), gone)
    if question.asides:
        yield element("p", " ".join(question.asides), class_="quiet")
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
    if question.passages or question.notes:
        yield _folded(_behind_it(question), *_behind(question, words), of=f"behind-{question.id}")


def _behind_it(question: Question) -> str:
    """What a question rests on, and which of it is shown where there is more."""
    shown = len(question.passages)
    counts = [counted(shown, "passage")] if shown else []
    if question.held > shown:
        counts = [f"the latest {shown} of these {question.held} passages"]
    elif question.rule is Rule.SILENT:
        counts = [f"the latest passage of each of them, where one is held: {shown}"]
    counts += [counted(len(question.notes), "note")] if question.notes else []
    return f"Behind it: {' and '.join(counts)}"


def _behind(question: Question, words: Vocabulary) -> Iterator[Html]:
    yield from (_noted(one) for one in question.notes)
    yield passage_list(question.passages, words, {})
    if question.scope:
        query = {**filters.query(question.scope), "list": "passages"}
        yield element("p", link("All such passages", "contributions", query, aria_label=f"All: {question.sentence}"))


def _noted(one: Noted) -> Html:
    lead = element("span", f"{TEXT_LEADS['note']}, {one.name}: ", class_="quiet")
    return element("p", lead, element("span", one.note.said, dir="auto"), class_="said")
