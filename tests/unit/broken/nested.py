"""Contributions that are not as contributions.jsonl asks."""

from tests.unit.broken.damage import HALF_CHARACTER, PARTIAL, SAID, Broken, contribution, passage

NESTED = (
    Broken(
        "unknown contributor name",
        SAID,
        contribution(1, contributor="Nobody known"),
        "1: contributor: Nobody known: names no contributor name",
    ),
    Broken("unknown key", SAID, contribution(1, colour="red"), "1: colour: red: no such key"),
    Broken("unknown key of a passage", SAID, passage(1, colour="red"), "1: passages.colour: red: no such key"),
    Broken("key missing", SAID, contribution(3, lambda record: record.pop("voice")), "3: voice: : the key is missing"),
    Broken(
        "types of a contribution",
        SAID,
        contribution(2, id=5, source_truncated="no", note=[], passages="x"),
        "2: id: 5: must be text or null",
        "2: note: []: must be text or null",
        "2: passages: x: must be a list",
        "2: source_truncated: no: must be true or false",
    ),
    Broken(
        "types of a passage",
        SAID,
        passage(1, order="1", text=None, provisions="VAP-20", themes=[7]),
        "1: passages.order: 1: must be a whole number",
        "1: passages.provisions: VAP-20: must be a list",
        "1: passages.text: None: must be text",
        "1: passages.themes: 7: must be text",
    ),
    Broken("passage of text", SAID, contribution(1, passages=["x"]), "1: passages: x: must be a JSON object"),
    Broken(
        "empty text",
        SAID,
        passage(1, text="", evidence=""),
        "1: passages.evidence: : must not be empty; write null where nothing is known",
        "1: passages.text: : must not be empty",
    ),
    Broken(
        "characters no file can hold",
        SAID,
        contribution(1, note=f"a{HALF_CHARACTER}", source_title="a\0b"),
        r"1: note: a\ud83d: holds half a character",
        r"1: source_title: a\x00b: holds a null character",
    ),
    Broken("date of a contribution", SAID, contribution(1, date="2010-02-30"), f"1: date: 2010-02-30: {PARTIAL}"),
    Broken(
        "assessment not allowed",
        SAID,
        passage(1, assessment="praise", provisions=["VAP-20"]),
        "1: passages.assessment: praise: must be one of progress, challenge, practice, plan, request, offer",
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
        "1: on_behalf_of: QQQ: names no outside state or state",
        "1: passages.provisions: VAP-99: names no provision",
        "1: passages.themes: weather: names no theme",
    ),
    Broken("position from nought", SAID, passage(1, order=0), "1: passages.order: 0: must satisfy position > 0"),
    Broken(
        "codings that are none",
        SAID,
        passage(1, lambda one: (one.pop("assessment"), one.pop("provisions"), one.update(codings=[{"coder": 1}, 2]))),
        "1: passages.codings: 2: must be a JSON object",
        "1: passages.codings.assessment: : the key is missing",
        "1: passages.codings.basis: : the key is missing",
        "1: passages.codings.coder: 1: must be text",
        "1: passages.codings.provision: : the key is missing",
    ),
)
