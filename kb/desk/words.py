"""The words of the session desk: what was done, and how a speaker stands."""

from collections.abc import Mapping

from kb.desk.moves import Kind
from kb.desk.state import Standing

# What somebody did, in words, after their name.
SAID: Mapping[Kind, str] = {
    Kind.PROGRAMME: "opened the session",
    Kind.PART: "went to {part}",
    Kind.ADD: "put {who} on the list",
    Kind.PLACE: "moved {who} before {before}",
    Kind.MINUTES: "gave {who} {minutes} minutes",
    Kind.IDENTIFY: "said who {who} is",
    Kind.FLOOR: "gave the floor to {who}",
    Kind.END: "ended the turn of {who}",
    Kind.SKIP: "skipped {who}",
    Kind.WITHDRAW: "withdrew {who}",
    Kind.WAIT: "put {who} back on the list",
    Kind.NOTE: "noted what {who} said",
    Kind.MARK: "marked a question as {mark}: {words}",
    Kind.UNDO: "undid move {number}",
    Kind.CLOSE: "ended the session",
    Kind.REOPEN: "let the session go on",
    Kind.RECORDED: "recorded the notes",
}
PLACED_LAST = "moved {who} to the end"
STANDS: Mapping[Standing, str] = {
    Standing.WAITING: "is waiting",
    Standing.SPEAKING: "has the floor",
    Standing.SPOKE: "has spoken already",
    Standing.SKIPPED: "was skipped",
    Standing.WITHDRAWN: "was withdrawn",
}
