"""Differences between revisions in words: what a record is called, and its fields before and after."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from kb.domain.vocabulary import Vocabulary
from kb.domain.words import CODED_AS, counted
from kb.queries.history import JUDGEMENTS, PEOPLE, Difference
from kb.ui.markup import Html, element, join, link, text

NOUNS = {
    "official_text": "official wording",
    "discussion_line": "discussion line",
    "outside_state": "State outside the Convention",
    "state": "State",
    "contributor_name": "name of a contributor",
    "speaking_slot": "place in a programme",
    "desk_speaker": "speaker at the session desk",
    "alignment": "State joining a statement",
    "coding": "code of a passage",
    "nothing_to_tag": "passage with nothing to tag",
    "passage_theme": "theme of a passage",
    "delegation": "make-up of a delegation",
    "submission": "receipt",
    "restriction": "confidentiality",
    "judgement": "coder’s judgement",
    "judged_coding": "code in a judgement",
    "judged_theme": "theme in a judgement",
    "person_role": "role of a person",
}
PLURALS = {
    "discussion line": "discussion lines",
    "State outside the Convention": "States outside the Convention",
    "name of a contributor": "names of contributors",
    "place in a programme": "places in programmes",
    "speaker at the session desk": "speakers at the session desk",
    "State joining a statement": "States joining a statement",
    "code of a passage": "codes of passages",
    "passage with nothing to tag": "passages with nothing to tag",
    "theme of a passage": "themes of passages",
    "make-up of a delegation": "make-ups of delegations",
    "official wording": "official wordings",
    "confidentiality": "confidentialities",
    "reply": "replies",
    "person": "people",
    "role of a person": "roles of people",
    "code in a judgement": "codes in judgements",
    "theme in a judgement": "themes in judgements",
}
KINDS = {"added": "Added", "changed": "Changed", "ended": "Superseded by nothing", "restored": "Restored"}
# Which codes of the shared vocabulary a field holds.
CODES = {
    "state": "state",
    "about_state": "state",
    "contributor": "state",
    "provision": "provision",
    "theme": "theme",
    "meeting": "meeting",
}
EMPTY = element("em", "nothing")


def noun(table: str) -> str:
    """What a record of a table is called."""
    return NOUNS.get(table, table.replace("_", " "))


def counts(found: Iterable[Difference]) -> str:
    """How many records of which kind differ: `1 contribution and 2 passages added; 1 passage changed`."""
    tally = Counter((one.kind, noun(one.table)) for one in found)
    said = []
    for kind in ("added", "changed", "ended"):
        parts = [counted(number, name, PLURALS.get(name)) for (of, name), number in tally.items() if of == kind]
        if parts:
            listed = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
            said.append(f"{listed} {KINDS[kind].lower()}")
    return "; ".join(said)


def withheld(one: Difference, manages_people: bool) -> bool:
    """Whether a difference is only counted: judgements, so that blind coding stays blind; people, by most."""
    return one.table in JUDGEMENTS or (one.table in PEOPLE and not manages_people)


def named(one: Difference, words: Vocabulary, held: Mapping[str, tuple[str, int | None]]) -> Html:
    """A record's name: what it is and its key in words, with a link where its passage or contribution can be read.

    `held`: contribution and place of what can be read, by the id of the passage or contribution.
    """
    record = one.record
    key = [said(name, value, words) for name, value in record.items() if name in _key_names(one, record)]
    title = join([noun(one.table)[:1].upper() + noun(one.table)[1:], " ", join(key, ", ")])
    target = next(
        (held[str(record[name])] for name in ("passage", "id", "contribution") if str(record.get(name)) in held), None
    )
    if target is None:
        return title
    contribution, position = target
    query: dict[str, object] = {"contribution": contribution}
    return link(title, "contributions", query | ({"passage": position} if position else {}))


def _key_names(one: Difference, record: Mapping[str, Any]) -> tuple[str, ...]:
    if one.table == "coding":
        return ("passage", "provision", "assessment")
    if one.table == "nothing_to_tag":
        return ("passage",)
    if one.table == "passage_theme":
        return ("passage", "theme")
    for names in (("id",), ("reply",), ("name",), ("person", "role"), ("contribution", "state"), ("provision",)):
        if all(name in record for name in names):
            return names
    return tuple(record)[:2]


def content(one: Difference, words: Vocabulary) -> Html:
    """The fields that differ, before and after; of what was added or ended, all that is filled."""
    if one.kind == "changed":
        return element(
            "ul",
            *(
                element(
                    "li",
                    element("strong", f"{name.replace('_', ' ')}: "),
                    "before: ",
                    element("del", said(name, before, words)) if before is not None else EMPTY,
                    "; after: ",
                    element("ins", said(name, after, words)) if after is not None else EMPTY,
                )
                for name, before, after in one.fields()
            ),
        )
    filled = [(name, value) for name, value in one.record.items() if value is not None and name != "id"]
    return element(
        "ul",
        *(
            element("li", element("strong", f"{name.replace('_', ' ')}: "), said(name, value, words))
            for name, value in filled
        ),
    )


def said(name: str, value: Any, words: Vocabulary) -> Html:
    """A value of a field in words; always as text."""
    if value is None:
        return EMPTY
    if isinstance(value, bool):
        return text("yes" if value else "no")
    if name in CODES:
        return text(words.labels[CODES[name]].get(value, value))
    if name == "assessment":
        return text(CODED_AS.get(str(value), value))
    return text(value)
