"""Contributions that are not as contributions.jsonl asks."""

from tests.unit.broken.damage import HALF_CHARACTER, PARTIAL, SAID, Broken, contribution, passage

NESTED = (
    Broken(
        "unknown contributor name",
        SAID,
        contribution(1, lambda record: record.update(contributor="Nobody known")),
        ("contributions.jsonl:1: contributor: Nobody known: names no contributor name",),
    ),
    Broken(
        "unknown key",
        SAID,
        contribution(1, lambda record: record.update(colour="red")),
        ("contributions.jsonl:1: colour: red: no such key",),
    ),
    Broken(
        "unknown key of a passage",
        SAID,
        passage(1, lambda one: one.update(colour="red")),
        ("contributions.jsonl:1: passages.colour: red: no such key",),
    ),
    Broken(
        "key missing",
        SAID,
        contribution(3, lambda record: record.pop("voice")),
        ("contributions.jsonl:3: voice: : the key is missing",),
    ),
    Broken(
        "types of a contribution",
        SAID,
        contribution(2, lambda record: record.update(id=5, source_truncated="no", note=[], passages="x")),
        (
            "contributions.jsonl:2: id: 5: must be text or null",
            "contributions.jsonl:2: note: []: must be text or null",
            "contributions.jsonl:2: passages: x: must be a list",
            "contributions.jsonl:2: source_truncated: no: must be true or false",
        ),
    ),
    Broken(
        "types of a passage",
        SAID,
        passage(1, lambda one: one.update(order="1", text=None, provisions="VAP-20", themes=[7])),
        (
            "contributions.jsonl:1: passages.order: 1: must be a whole number",
            "contributions.jsonl:1: passages.provisions: VAP-20: must be a list",
            "contributions.jsonl:1: passages.text: None: must be text",
            "contributions.jsonl:1: passages.themes: 7: must be text",
        ),
    ),
    Broken(
        "passage of text",
        SAID,
        contribution(1, lambda record: record.update(passages=["x"])),
        ("contributions.jsonl:1: passages: x: must be a JSON object",),
    ),
    Broken(
        "empty text",
        SAID,
        passage(1, lambda one: one.update(text="", evidence="")),
        (
            "contributions.jsonl:1: passages.evidence: : must not be empty; write null where nothing is known",
            "contributions.jsonl:1: passages.text: : must not be empty",
        ),
    ),
    Broken(
        "characters no file can hold",
        SAID,
        contribution(1, lambda record: record.update(note=f"a{HALF_CHARACTER}", source_title="a\0b")),
        (
            r"contributions.jsonl:1: note: a\ud83d: holds half a character",
            r"contributions.jsonl:1: source_title: a\x00b: holds a null character",
        ),
    ),
    Broken(
        "date of a contribution",
        SAID,
        contribution(1, lambda record: record.update(date="2010-02-30")),
        (f"contributions.jsonl:1: date: 2010-02-30: {PARTIAL}",),
    ),
    Broken(
        "assessment not allowed",
        SAID,
        passage(1, lambda one: one.update(assessment="praise", provisions=["VAP-20"])),
        (
            "contributions.jsonl:1: passages.assessment: praise: must be one of progress, challenge, practice, plan,"
            " request, offer",
        ),
    ),
    Broken(
        "unknown provision, theme and aligned State",
        SAID,
        contribution(
            1,
            lambda record: (
                record.update(on_behalf_of=["QQQ"]),
                record["passages"][0].update(provisions=["VAP-20", "VAP-99"], themes=["weather"]),
            ),
        ),
        (
            "contributions.jsonl:1: on_behalf_of: QQQ: names no outside state or state",
            "contributions.jsonl:1: passages.provisions: VAP-99: names no provision",
            "contributions.jsonl:1: passages.themes: weather: names no theme",
        ),
    ),
    Broken(
        "position from nought",
        SAID,
        passage(1, lambda one: one.update(order=0)),
        ("contributions.jsonl:1: passages.order: 0: must satisfy position > 0",),
    ),
    Broken(
        "codings that are none",
        SAID,
        passage(1, lambda one: (one.pop("assessment"), one.pop("provisions"), one.update(codings=[{"coder": 1}, 2]))),
        (
            "contributions.jsonl:1: passages.codings: 2: must be a JSON object",
            "contributions.jsonl:1: passages.codings.assessment: : the key is missing",
            "contributions.jsonl:1: passages.codings.basis: : the key is missing",
            "contributions.jsonl:1: passages.codings.coder: 1: must be text",
            "contributions.jsonl:1: passages.codings.provision: : the key is missing",
        ),
    ),
)
