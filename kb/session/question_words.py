"""The words of the questions to the room: what may be read out, and what is for the chair alone. All are made here.

What is put into them are the Coordinators' own questions and names, and nothing that a passage says.
"""

from collections.abc import Iterable, Sequence

from kb.domain.catalogue import gettext as _
from kb.domain.model import Assessment
from kb.domain.words import ASSESSMENTS, counted, listed
from kb.session.pairs import Account, Near, Pair
from kb.session.question import Addressed, Rule

# Words in a sentence that a chair can say in one breath.
LONGEST = 24
# So many names in a row, and how many more.
NAMED = 6
_ASKED = {
    Addressed.AFFECTED: "affected State",
    Addressed.ASSISTING: _("State able to assist"),
    Addressed.ALL: "delegation",
}
_OTHERS = {
    Addressed.AFFECTED: _("Would any other affected State like to share its experience?"),
    Addressed.ASSISTING: _("Would any other State able to assist like to share its experience?"),
    Addressed.ALL: _("Would any other delegation like to answer?"),
}


def _reported(one: Account) -> str:
    """The State and how it is known that it told: in which voice, for several or not, noted; the object follows."""
    if one.note and not one.held:
        return _("{name}, as noted today, spoke of").format(name=one.name)
    how = [
        ", in a statement made for several States" if one.aligned else "",
        ", as others report (second-hand)" if one.second_hand else "",
        ", at this meeting" if one.note else "",
    ]
    text = "".join(how)
    return f"{one.name}{text}{',' if text else ''} {'spoke of' if one.second_hand else 'reported'}"


def open_to(rule: Rule, question: str, addressed: Addressed) -> str:
    """What the chair may read out where no State is named: the question, and to whom the floor is open."""
    invited = (
        _OTHERS[addressed]
        if rule is Rule.OTHERS
        else _("Which {asked} would like to begin?").format(asked=_ASKED[addressed])
    )
    return f"{question} {invited}"


def invitation(name: str, topic: str) -> str:
    """Asks one State to share what it told of, without saying what that was."""
    return _("Could {name} share with the room what it has done on {topic}?").format(name=name, topic=topic)


def theme(label: str) -> str:
    """The label of a theme within a sentence: `data collection`."""
    topic = label.rpartition(": ")[2]
    return topic if topic[1:2].isupper() else topic[:1].lower() + topic[1:]


def silent(
    line: str, names: Sequence[str], handed_in: Sequence[str], unknown: int, *, is_complete: bool
) -> Iterable[str]:
    """Which affected States have not been heard under a line and are on no list of it, for the chair.

    `unknown`: of how many more it is not known whether they are affected; `is_complete`: the list is known in full.
    """
    if names:
        yield _("Affected, not heard under line {line} and not on its list: {names}.").format(
            line=line, names=listed(names)
        )
    if names and not is_complete:
        yield _("The list is not known in full, so they may have spoken.")
    if handed_in:
        yield _("Of these, a text was handed in by {handed_in}.").format(handed_in=listed(handed_in))
    if names and unknown:
        yield _("For {unknown} it is not known whether affected.").format(
            unknown=counted(unknown, "more State Party", "more States Parties")
        )


def told(assessment: Assessment, accounts: Sequence[Account]) -> str:
    """Who told of progress, a challenge and so on, for the chair."""
    names = [f"{one.name}{_how(one)}" for one in accounts]
    visible = names if len(names) <= NAMED else [*names[: NAMED - 1], f"{len(names) - NAMED + 1} more"]
    return _("{assessments} on this line: {visible}.").format(
        assessments=ASSESSMENTS[assessment], visible=listed(visible)
    )


def _how(one: Account) -> str:
    how = ["noted today" if one.note and not one.held else "", "second-hand" if one.second_hand else ""]
    text = ", ".join(filter(None, how))
    return f" ({text})" if text else ""


def pair(one: Pair, subject: str, *, is_named: bool) -> str:
    """A challenge of one State, and a practice or progress of another, for the chair.

    `is_named`: the sentence for the room asks the second one; otherwise the chair may, once it has spoken.
    """
    answers = "progress" if one.near is Near.PROGRESS else "a practice"
    ask = "" if is_named else _(" Once it has spoken, {name} could be asked to share it.").format(name=one.answers.name)
    return _("On {subject}: {first} {kind}; {second} a challenge.{ask}").format(
        subject=subject, first=_reported(one.answers), kind=answers, second=_reported(one.asks), ask=ask
    )
