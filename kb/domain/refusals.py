"""Why a change is refused: a code each, with the message that says so; `{name}` stands for what was refused."""

from enum import Enum

from kb.domain.catalogue import N_


class Refused(Enum):
    """Why nothing was changed."""

    # Of anything that is kept.
    AT_THE_SAME_MOMENT = N_("Somebody changed the same at the same moment: try again.")
    BUILD_CLASH = N_(
        "The data files and the knowledge base both changed {record} since the last build. Export the knowledge base, "
        "settle the difference in the files, then build."
    )
    CONTRADICTION = N_("{found}.")
    NOT_IN_SCHEMA = N_("A record does not fit the schema: {fault}.")
    TEXT_TOO_LONG = N_("A text of more than {most:,} characters is not kept: divide it.")
    NO_REASON = N_("Say why: the reason is kept with the revision.")
    REASON_TOO_LONG = N_("Say why in at most {most} characters.")
    NOTHING_DIFFERS = N_("Nothing differs from what is there.")

    # Of what is named and not there.
    NO_CONTRIBUTION = N_("There is no contribution {id!r}.")
    NO_CONTRIBUTOR = N_("There is no State or organisation {id!r}.")
    NO_LINE = N_("There is no discussion line {id!r}.")
    NO_MEETING = N_("There is no meeting {id!r}.")
    NO_PASSAGE = N_("There is no passage {id!r}.")
    NO_RECORD = N_("There is no {table} {id!r}.")
    NO_REPLY = N_("There is no reply {id!r}.")
    NO_REVISION = N_("There is no revision {number}.")
    NO_FACT = N_("There is no fact {id!r}.")
    NO_TIME_ZONE = N_("There is no time zone {name!r}.")

    # Of the official text of an instrument.
    NO_INSTRUMENT = N_("There is no instrument {id!r}.")
    INSTRUMENT_CODE = N_("The code of an instrument has two to eight capital letters, as VAP.")
    INSTRUMENT_NAME = N_("Give the instrument a name of at most 300 signs.")
    INSTRUMENT_TAKEN = N_("There is an instrument {id!r} already.")
    NO_OFFICIAL_TEXT = N_("No action or article has a text to load, or one of them has none.")

    # Of handing in.
    NO_TEXT = N_("A contribution needs a text, and none of its passages may be empty.")
    DAY_OF_DELIVERY = N_("{day} cannot be the day of delivery: choose one from {earliest} to {latest}.")
    NOT_HANDED_IN = N_("{id} was not handed in here.")
    PUBLISHED_ALREADY = N_("{id} is published. Ask a Coordinator to withdraw it.")
    NO_TRANSLATION = N_(
        "{text} cannot be the translation of {of}. Both must be of one contributor, at one meeting, for the same "
        "readers. Each needs a language of its own."
    )
    FILE_TOO_LARGE = N_("A file of more than {megabytes} MB is not kept.")
    DRAFTS_TOO_LARGE = N_("The files of your drafts are more than {megabytes} MB. Send or drop one of them first.")
    DRAFT_TOO_LONG = N_("This text is too long to be kept as a draft. Hand it in in parts.")
    TOO_MANY_DRAFTS = N_("You have {most} drafts. Send or drop one of them first.")
    DRAFT_UNREADABLE = N_(
        "This draft was kept by another version of the program and cannot be read. Hand the text in anew."
    )

    # Of coding and publishing.
    NOTHING_TO_TAG_BESIDE = N_("“Nothing to tag” goes with no assessment, action or theme.")
    NO_JUDGEMENT = N_("Choose an assessment, or “Nothing to tag”.")
    NOT_BLIND = N_("Only somebody listed under People can code blind.")
    CODED_TWICE = N_("The same action and assessment stand twice.")
    NO_PASSAGES_LOOKED_AT = N_("Name the passages that were looked at: one to {most}.")
    NO_PASSAGES = N_("{id} has no passage to publish.")
    NOT_CODED = N_("The passage {passage} is not coded yet.")
    CODERS_DIFFER = N_("The coders differ on the passage {passage}: choose whose coding counts.")
    NOT_CORRECTABLE = N_("{fields} of a contribution cannot be corrected.")
    NOT_ITS_PASSAGE = N_("{passage} is no passage of {contribution}, or it would be empty.")
    WITHDRAWN = N_("{id} was withdrawn. Undo that first.")
    NOT_CONFIRMED = N_("Type the id of the contribution to confirm: this cannot be undone.")
    NO_KIND_OF_MECHANISM = N_("{kind!r} is no kind of mechanism.")

    # Of reminders.
    TEMPLATE_LENGTH = N_("A letter needs a text of at most {most:,} characters.")
    TEMPLATE_BRACE = N_("Line {line}: a brace has no partner. A field stands in two; write a brace of the text twice.")
    TEMPLATE_FIELD = N_("Line {line}: there is no field {field!r}. There are: {known}.")
    TEMPLATE_PART = N_("Line {line}: the field {field!r} must stand alone on its line.")
    NO_STATES_REMINDED = N_("Choose the States.")
    DAY_OF_REMINDER = N_("Choose the day of the letters, from {earliest} to {latest}.")

    # Of undoing.
    CHANGED_SINCE = N_(
        "Revision {number} cannot be undone: {record} was changed again since. Undo the later revision first."
    )
    LOADED_FILES = N_("Revision {number} loaded data files. Change the files and build again.")
    NOTHING_TO_UNDO = N_("Revision {number} changed nothing that could be undone.")

    # Of replying.
    NOT_YOURS = N_("This passage is neither yours nor about you.")
    REPLY_DOES_NOT_FIT = N_(
        "What is yours can be confirmed, contested or coded otherwise; what others say, commented on."
    )
    NO_WORDS = N_("Say why, in your own words.")
    ANSWER_DOES_NOT_FIT = N_("An answer needs a decision that fits the reply, and words.")
    NO_NEW_CODING = N_("Say how the passage is coded from now on.")

    # Of people and tokens.
    NO_NAME = N_("A person needs a name.")
    ID_TAKEN = N_("This id stands for a State, an organisation or this machine.")
    ONLY_DELEGATES = N_("A delegate, and nobody else, speaks for a State or organisation.")
    LAST_ADMINISTRATOR = N_("Nobody would be administrator any more.")
    TOKEN_LABEL = N_("Say in up to {most} letters what the token is for.")
    TOKEN_DAYS = N_("A token holds for 1 to {most} days.")
    TOO_MANY_TOKENS = N_("You have {most} tokens in force. Revoke one first.")
    NO_TOKEN = N_("You have no such token, or it was revoked already.")

    # Of the session desk.
    NO_PROGRAMME = N_("No programme of this day is known. Open a session without one.")
    SESSION_INCOMPLETE = N_("A session needs a title, a meeting and at least one line.")
    REHEARSAL_NEEDS_MEETING = N_("A rehearsal leaves nothing behind: choose a meeting that is there.")
    NOT_BY_HAND = N_("This is not done by hand.")
    NO_MOVE = N_("The desk cannot take this: it is too long, or no move.")
    MOVE_TOO_LONG = N_("That is too much for one move at the desk.")
    TOO_MANY_MOVES = N_("A session takes at most {most} moves. Open another one.")
    NO_REHEARSAL = N_("Only a rehearsal can be deleted.")
    REHEARSAL = N_("This is a rehearsal: nothing of it is recorded.")
    NO_SHOWS_LEFT = N_(
        "None of these can be kept as not having spoken: something shows now that they did, or it is kept already."
    )
    QUESTION_GONE = N_("This question does not arise any more.")
    NO_LANGUAGE = N_("Choose the language of the note.")
    EMPTY = N_("Say {what}: it is empty.")
    TOO_LONG = N_("Say {what} in at most {most} characters.")
    MINUTES = N_("A speaker has between 1 and {most} minutes.")
    SEVERAL_NAMES = N_("{typed} may be {names}: choose one.")
    UNKNOWN_NAME = N_("The knowledge base knows no State or organisation of this name.")
    UNKNOWN_DEED = N_("This desk does not know what that means.")
    NO_NUMBER = N_("Give {what} as a number.")
    NO_SPEAKER = N_("Say who said it: choose a speaker of the list.")
    NO_LINE_CHOSEN = N_("Choose the line.")
    HALF_A_CODE = N_("A code is an action and an assessment, both or neither.")
    NO_MARK = N_("A question is pinned, dropped, asked or open.")

    # Of a replay.
    TOO_MANY_REPLAYS = N_("{most} replays are under way already: let one end first.")
    NO_PROGRAMME_OF = N_("No programme of {day} is known, only of {known}.")
    NO_SCRATCH = N_(
        "A replay is played into a knowledge base of its own, made for trying things: name a new file, for instance "
        "with --database /tmp/replay.duckdb, and it is built from data/."
    )
    WORKED_IN = N_(
        "People have worked in {path}. A replay is played into a knowledge base of its own, made for trying things: "
        "name a new file, for instance with --database /tmp/replay.duckdb, and it is built from data/."
    )
