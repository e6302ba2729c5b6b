"""One contribution in several languages: a text that was handed in by itself becomes the translation of another."""

from kb.db import Store
from kb.domain.model import Audience
from kb.domain.refusals import Refused
from kb.errors import ChangeRefused
from kb.questions.originals import original
from kb.workflow.permission import Actor, Operation, permitted, revise
from kb.workflow.publishing import in_force


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
    with revise(
        store, actor, Operation.HAND_IN, "A text was said to be the translation of another", of=whose
    ) as change:
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
        change.save(
            "translation",
            [
                {
                    "contribution": of,
                    "language": translated["language"],
                    "position": row["position"],
                    "text": row["text"],
                    "handed_in": text,
                }
                for row in change.records("passage", contribution=text)
            ],
        )
        change.save("contribution", [translated | {"status": "withdrawn"}])
        return change.number
