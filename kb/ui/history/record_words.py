"""Differences between revisions in words: what a record is called, and its fields before and after."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from kb.domain.catalogue import gettext as _
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import CODED_AS, counted, listed
from kb.questions.history import JUDGEMENTS, PEOPLE, Difference
from kb.ui.markup import address

# One and several records of a table; of the others its name, with an s.
NOUNS = {
    "official_text": ("official wording", "official wordings"),
    "discussion_line": ("discussion line", "discussion lines"),
    "outside_state": ("State outside the Convention", "States outside the Convention"),
    "state": ("State", "States"),
    "contributor_name": ("name of a contributor", "names of contributors"),
    "speaking_slot": ("place in a programme", "places in programmes"),
    "desk_speaker": ("speaker at the session desk", "speakers at the session desk"),
    "alignment": ("State joining a statement", "States joining a statement"),
    "coding": ("code of a passage", "codes of passages"),
    "nothing_to_tag": ("passage with nothing to tag", "passages with nothing to tag"),
    "passage_theme": ("theme of a passage", "themes of passages"),
    "delegation": ("make-up of a delegation", "make-ups of delegations"),
    "submission": ("receipt", "receipts"),
    "restriction": ("confidentiality", "confidentialities"),
    "double_coding": ("share of passages to tag twice", "shares of passages to tag twice"),
    "reminder_template": ("text of reminders", "texts of reminders"),
    "looked_at": ("passage looked at", "passages looked at"),
    "judgement": ("coder’s judgement", "coder’s judgements"),
    "judged_coding": ("code in a judgement", "codes in judgements"),
    "judged_theme": ("theme in a judgement", "themes in judgements"),
    "reply": ("reply", "replies"),
    "person": ("person", "people"),
    "person_role": ("role of a person", "roles of people"),
}
KINDS = {"added": _("Added"), "changed": _("Changed"), "ended": _("Superseded by nothing"), "restored": _("Restored")}
# Which codes of the shared vocabulary a field holds.
CODES = {
    "state": "state",
    "about_state": "state",
    "contributor": "state",
    "provision": "provision",
    "theme": "theme",
    "meeting": "meeting",
}
# Of which fields the name of a record is made: of a table, or of any that has them.
KEYS_OF = {
    "coding": ("passage", "provision", "assessment"),
    "nothing_to_tag": ("passage",),
    "passage_theme": ("passage", "theme"),
    "reminder": ("state", "sent_on"),
    "looked_at": ("state", "provision", "passage"),
}
KEYS = (("id",), ("reply",), ("name",), ("person", "role"), ("contribution", "state"), ("provision",))


class ShownRecord(NamedTuple):
    """A record that differs: what was done to it, its name, where it is read, and fields: label, before, after."""

    kind: str
    name: str
    to: str | None
    changed: bool
    fields: list[tuple[str, str | None, str | None]]


def counts(found: Iterable[Difference]) -> str:
    """How many records of which kind differ: `1 contribution and 2 passages added; 1 passage changed`."""
    tally = Counter((one.kind, _nouns(one.table)) for one in found)
    by_kind = {
        kind: [counted(number, *nouns) for (of, nouns), number in tally.items() if of == kind]
        for kind in ("added", "changed", "ended")
    }
    return "; ".join(f"{listed(parts)} {KINDS[kind].lower()}" for kind, parts in by_kind.items() if parts)


def withheld(one: Difference, manages_people: bool) -> bool:
    """Whether a difference is only counted: judgements, so that blind coding stays blind; people, by most."""
    return one.table in JUDGEMENTS or (one.table in PEOPLE and not manages_people)


def shown_as(
    one: Difference, words: Vocabulary, readable: Mapping[str, Mapping[str, object]], restored: bool
) -> ShownRecord:
    """The difference as text. `readable`: where a passage or contribution can be read, by its id."""
    record, noun = one.record, _nouns(one.table)[0]
    names = KEYS_OF.get(one.table) or next((keys for keys in KEYS if all(key in record for key in keys)), None)
    key = [_value(name, record[name], words) or _("nothing") for name in names or tuple(record)[:2]]
    places = (readable.get(str(record.get(name))) for name in ("passage", "id", "contribution"))
    place = next((one for one in places if one), None)
    fields = one.fields() if one.kind == "changed" else [(n, None, v) for n, v in record.items() if v is not None]
    return ShownRecord(
        KINDS["restored" if restored else one.kind],
        f"{noun[:1].upper()}{noun[1:]} {', '.join(key)}",
        address("contributions", place) if place else None,
        one.kind == "changed",
        [
            (name.replace("_", " "), _value(name, before, words), _value(name, after, words))
            for name, before, after in fields
            if one.kind == "changed" or name != "id"
        ],
    )


def _nouns(table: str) -> tuple[str, str]:
    name = table.replace("_", " ")
    return NOUNS.get(table, (name, f"{name}s"))


def _value(name: str, value: Any, words: Vocabulary) -> str | None:
    """A value of a field in words."""
    if value is None:
        return None
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name in CODES:
        return words.labels[CODES[name]].get(value, str(value))
    return CODED_AS.get(str(value), str(value)) if name == "assessment" else str(value)
