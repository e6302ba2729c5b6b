"""Which data file holds which table. A CSV file has its table's columns; contributions.jsonl nests six tables."""

_WITH_ROWS = (
    "instrument", "provision", "counterpart", "discussion_line", "theme", "state", "outside_state", "organisation",
    "contributor_name", "meeting", "session", "speaking_slot", "appearance",
)  # fmt: skip
# These may be empty, and then there is no file.
OPTIONAL = frozenset({
    "desk_speaker", "official_text", "mechanism", "delegation", "submission", "restriction", "translation",
    "judgement", "judged_coding", "judged_theme", "reply", "answer", "collaboration", "line_provision",
    "line_question", "looked_at",
})  # fmt: skip
_PLURALS = {"reply": "replies", "looked_at": "looked_at"}
CSV_FILES = {table: f"{_PLURALS.get(table, f'{table}s')}.csv" for table in (*_WITH_ROWS, *OPTIONAL)}
CONTRIBUTIONS_FILE = "contributions.jsonl"

# Keys of a contribution in contributions.jsonl with their columns, in the order in which they are written.
_KEYS = (
    "id", "contributor", "contributor_type", "state", "about_state", "meeting", "meeting_label", "date", "line",
    "line_inferred", "kind", "convention", "voice", "text_kind", "language", "source_title", "source_url",
    "source_truncated", "note",
)  # fmt: skip
CONTRIBUTION_KEYS = {key: "contributor_name" if key == "contributor" else key for key in _KEYS}
# Written only where they differ from what holds for nearly all.
DEFAULT_STATUS = "published"
DEFAULT_CODER = "editors"
DEFAULT_BASIS = "hand"
