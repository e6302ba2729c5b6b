"""After handing in: a corrected version, taking a text back, or letting it be the translation of another."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any, NamedTuple

from kb.db import Change, Store
from kb.db.description import data_tables
from kb.db.schema import Table
from kb.domain.model import Audience
from kb.domain.refusals import Refused
from kb.errors import ChangeRefused
from kb.questions import sql
from kb.questions.submitting import original
from kb.workflow.coding import coding_rows, replace, settle_status
from kb.workflow.permission import Actor, Operation, permitted, revise
from kb.workflow.publishing import in_force, said
from kb.workflow.submission import AlreadyHeld, HandedIn, SubmittedPassage


class Compared(NamedTuple):
    """A passage as it was sent and as it is now: None where there is none. Where both are the same, its tags stay."""

    before: str | None
    now: str | None

    @property
    def is_same(self) -> bool:
        """Whether it stays as it is."""
        return self.before == self.now


def compared(before: Sequence[str], now: Sequence[str]) -> list[Compared]:
    """The passages of two versions side by side, in order."""
    matched = SequenceMatcher(None, before, now, autojunk=False).get_opcodes()
    return [
        Compared(*pair)
        for _, from_, to, since, until in matched
        for pair in zip_longest(before[from_:to], now[since:until])
    ]


def resubmit(store: Store, actor: Actor, contribution: str, handed: HandedIn) -> int:
    """Put a corrected version in place of what was handed in, as one revision; returns it.

    Of `handed` the text, its language and its file are taken. Passages that are the same keep all that hangs on them;
    the others are to be tagged, and the contribution to be published, again. Once it is published only those who
    correct may do so. Raises NotPermitted, AlreadyHeld or ChangeRefused.
    """
    if not handed.parts or not all(part.text.strip() for part in handed.parts):
        raise ChangeRefused(Refused.NO_TEXT)
    of = _contributor(store, contribution)
    with revise(store, actor, Operation.HAND_IN, "A corrected version was handed in", of=of) as change:
        record = in_force(change, contribution)
        submission = change.record("submission", contribution=contribution)
        if submission is None:
            raise ChangeRefused(Refused.NOT_HANDED_IN, id=contribution)
        if record["status"] == "published":
            permitted(actor, Operation.CORRECT)
        for row in change.rows(sql("submit_same_document"), {"sha256": handed.sha256, "contributor": of}):
            if row["contribution"] != contribution:
                raise AlreadyHeld(row["contribution"])
        _replace_passages(change, contribution, handed.parts, of or "")
        values = {"media": handed.media, "file_name": handed.file_name, "sha256": handed.sha256}
        change.save("submission", [submission | values])
        if handed.original:
            change.keep_original(contribution, handed.sha256, handed.original)
        change.save("contribution", [record | {"language": handed.language, "status": "received"}])
        settle_status(change, contribution)
        return change.number


def take_back(store: Store, actor: Actor, contribution: str, reason: str) -> int:
    """Withdraw what was handed in, before it is published; returns the revision. Raises NotPermitted, ChangeRefused."""
    of = _contributor(store, contribution)
    why = f"A contribution was taken back before it was published: {said(reason)}"
    with revise(store, actor, Operation.HAND_IN, why, of=of) as change:
        record = in_force(change, contribution)
        if change.record("submission", contribution=contribution) is None:
            raise ChangeRefused(Refused.NOT_HANDED_IN, id=contribution)
        if record["status"] == "published":
            raise ChangeRefused(Refused.PUBLISHED_ALREADY, id=contribution)
        change.save("contribution", [record | {"status": "withdrawn"}])
        return change.number


def mark_translation(store: Store, actor: Actor, text: str, of: str) -> int:
    """Let the contribution `text` be the translation of the contribution `of`, as one revision; returns it.

    Its paragraphs then stand with the other, in their language, and are counted nowhere; by itself it is withdrawn.
    Both must be the same contributor's, at the same meeting, for the same readers, and in different languages. Once
    either is published only those who correct may do so. Raises NotPermitted or ChangeRefused.
    """
    staff = store.latest(Audience.STAFF)
    rows = [original(staff, id_) for id_ in (text, of)]
    owners = {row["contributor"] if row else None for row in rows}
    whose = owners.pop() if len(owners) == 1 else None
    why = "A text was said to be the translation of another"
    with revise(store, actor, Operation.HAND_IN, why, of=whose) as change:
        translated, whole = in_force(change, text), in_force(change, of)
        if "published" in (translated["status"], whole["status"]):
            permitted(actor, Operation.CORRECT)
        same = ("contributor_name", "meeting")
        limits = [change.record("restriction", contribution=id_) or {} for id_ in (text, of)]
        taken = change.records("translation", contribution=of, language=translated["language"])
        if (
            text == of
            or taken
            or translated["language"] == whole["language"]
            or any(translated[name] != whole[name] for name in same)
            or limits[0].get("public_from") != limits[1].get("public_from")
            or change.records("translation", contribution=text)
        ):
            raise ChangeRefused(Refused.NO_TRANSLATION, text=text, of=of)
        key = {"contribution": of, "language": translated["language"], "handed_in": text}
        passages = change.records("passage", contribution=text)
        change.save("translation", [key | {name: row[name] for name in ("position", "text")} for row in passages])
        change.save("contribution", [translated | {"status": "withdrawn"}])
        return change.number


def _contributor(store: Store, contribution: str) -> str | None:
    """Whose the contribution is; None where it is nobody's that could be asked for, which is not told apart."""
    row = original(store.latest(Audience.STAFF), contribution)
    return row["contributor"] if row else None


def _replace_passages(change: Change, contribution: str, parts: Sequence[SubmittedPassage], contributor: str) -> None:
    passages = sorted(change.records("passage", contribution=contribution), key=lambda row: int(row["position"]))
    texts = [part.text.strip() for part in parts]
    if [row["text"] for row in passages] == texts:
        raise ChangeRefused(Refused.NOTHING_DIFFERS)
    same = SequenceMatcher(None, [row["text"] for row in passages], texts, autojunk=False).get_matching_blocks()
    stays = {block.b + n: passages[block.a + n] for block in same for n in range(block.size)}
    ids = [f"{contribution}.{position}" for position in range(1, len(texts) + 1)]
    rows = []
    for at, text in enumerate(texts):
        kept = stays.get(at, {"evidence": None, "substance": True})
        rows.append(kept | {"id": ids[at], "contribution": contribution, "position": at + 1, "text": text})
    moved = {row["id"]: ids[at] for at, row in stays.items()}
    for table, column in _naming_passages():
        _carry(change, table, column, [row["id"] for row in passages], moved)
    gone = {row["id"] for row in passages} - set(ids)
    for id_ in gone:
        change.remove("passage", id=id_)
    change.save("passage", rows)
    for id_, part in zip(ids, parts, strict=True):
        sources = [{"passage": id_, "paragraph": number} for number in dict.fromkeys(part.sources)]
        change.save("passage_source", sources)
        if part.codings:
            key = {"passage": id_, "coder": contributor}
            change.save("judgement", [key | {"basis": "contributor", "blind": True}])
            replace(change, "judged_coding", key, coding_rows(part.codings))


def _naming_passages() -> Iterator[tuple[Table, str]]:
    """The tables, each with its column, whose records name a passage."""
    for table in data_tables():
        for reference in table.references:
            if {("passage", "id"), ("judgement", "passage")} & set(reference.targets):
                yield table, reference.column


def _carry(change: Change, table: Table, column: str, before: Sequence[str], moved: Mapping[str, str]) -> None:
    """Let what names a passage that stays name it under its new id; what names another goes.

    Of which paragraphs a passage was made is said anew by the new file.
    """
    rows = [row for id_ in before for row in change.records(table.name, **{column: id_})]
    stays = [] if table.name == "passage_source" else [row for row in rows if row[column] in moved]
    kept = [row | {column: moved[row[column]]} for row in stays]
    keys = [_key(table, row) for row in kept]
    for row in rows:
        if _key(table, row) not in keys:
            change.remove(table.name, **_key(table, row))
    change.save(table.name, kept)


def _key(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in table.key}
