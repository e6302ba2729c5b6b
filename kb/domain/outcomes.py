"""What a change has done: a code each, with the message that says so; `{name}` stands for what was changed."""

from enum import Enum

from kb.domain.catalogue import N_, gettext


class Done(Enum):
    """What was done, as screens and the command line say it."""

    # Of contributions.
    RECEIVED = N_("Receipt {number}: {contribution}, language {language}, {passages}, delivered on {day}.")
    PUBLISHED = N_("The contribution is published.")
    TRANSLATION = N_("The text now stands with the other, as its translation.")
    RESUBMITTED = N_("The corrected version is received. Passages that changed wait to be tagged.")
    CORRECTED = N_("The contribution is corrected. What stood before stays in the older revisions.")
    WITHDRAWN = N_("The contribution is withdrawn.")
    REDACTED = N_("The text is taken out of every revision. Older backups and exported files still hold it.")
    REDACTED_AS = N_("The text of {id} is taken out of every revision; this is revision {revision}.")
    BACKUPS_HOLD_IT = N_("Backups made before, and exported files, still hold it: delete them yourself.")
    MAY_STAND_IN = N_("It may stand in {file}.")
    UNDONE = N_("Revision {number} is undone.")

    # Of coding and replying.
    CODED = N_("Passage {number} is tagged: {tags}.")
    NOTHING_TO_TAG = N_("Passage {number} has nothing to tag.")
    JUDGEMENT_UNDONE = N_("It is undone: this is the passage as it was.")
    TEMPLATE_KEPT = N_("The text of the letters is kept.")
    REMINDED = N_("It is kept that these were reminded: {names}.")
    LOOKED = N_("It is kept that somebody looked.")
    SHARE_KEPT = N_("The share is kept.")
    TAKEN_BACK = N_("It is taken back.")
    REPLIED = N_("Your reply is kept and shown under the passage.")
    ANSWERED = N_("The answer is kept and shown under the reply.")

    # Of people and tokens.
    SAVED = N_("Saved. It holds from the person's next click on.")
    PERSON_KEPT = N_("{name} is kept as {id}: {roles}; this is revision {revision}.")
    TOKEN_MADE = N_("The token was made.")
    TOKEN_REVOKED = N_("The token was revoked and has no effect any more.")

    # Of the knowledge base and its files.
    LOADED = N_("Loaded {folder}: {records} changed.")
    LOADED_BEFORE = N_("Nothing was to be done: {folder} has not changed since it was last loaded.")
    WORDING_LOADED = N_("Loaded the text of {provisions}; this is revision {revision}.")
    WORDING_HELD = N_("Nothing was to be done: this wording was loaded already, as of revision {revision}.")
    EXPORTED = N_("Wrote {files} to {folder}, as of revision {revision}.")
    PACKAGED = N_("Wrote the public data as of revision {revision} to {file}.")
    BACKED_UP = N_("Wrote {file}, as of revision {revision}. It holds people and drafts too: keep it safe.")
    RESTORED = N_("The knowledge base {path} is now what {file} holds. Tokens for the HTTP API are to be made anew.")
    MOVED = N_("{to} holds what {place} holds, up to revision {revision}. Coverage is the same in every revision.")
    KEPT_BEFORE = N_("What was there before is kept as {file}.")

    def said(self, **values: object) -> str:
        """The message with what was changed in it."""
        return gettext(self.value).format(**values)
