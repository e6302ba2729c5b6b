"""Which data file holds which table. A CSV file has its table's columns; contributions.jsonl nests six tables."""

CSV_FILES = {
    "instrument": "instruments.csv",
    "provision": "provisions.csv",
    "counterpart": "counterparts.csv",
    "discussion_line": "discussion_lines.csv",
    "theme": "themes.csv",
    "state": "states.csv",
    "outside_state": "outside_states.csv",
    "organisation": "organisations.csv",
    "contributor_name": "contributor_names.csv",
    "meeting": "meetings.csv",
    "session": "sessions.csv",
    "speaking_slot": "speaking_slots.csv",
    "desk_speaker": "desk_speakers.csv",
    "appearance": "appearances.csv",
    "official_text": "official_texts.csv",
    "mechanism": "mechanisms.csv",
    "delegation": "delegations.csv",
    "submission": "submissions.csv",
    "restriction": "restrictions.csv",
    "translation": "translations.csv",
    "judgement": "judgements.csv",
    "judged_coding": "judged_codings.csv",
    "judged_theme": "judged_themes.csv",
    "reply": "replies.csv",
    "answer": "answers.csv",
    "collaboration": "collaborations.csv",
    "line_provision": "line_provisions.csv",
    "line_question": "line_questions.csv",
    "looked_at": "looked_at.csv",
}
CONTRIBUTIONS_FILE = "contributions.jsonl"

# These may be empty, and then there is no file.
OPTIONAL = frozenset(CSV_FILES) & {
    "desk_speaker",
    "official_text",
    "mechanism",
    "delegation",
    "submission",
    "restriction",
    "translation",
    "judgement",
    "judged_coding",
    "judged_theme",
    "reply",
    "answer",
    "collaboration",
    "line_provision",
    "line_question",
    "looked_at",
}
# Keys of a contribution in contributions.jsonl, in the order in which they are written.
CONTRIBUTION_KEYS = {
    "id": "id",
    "contributor": "contributor_name",
    "contributor_type": "contributor_type",
    "state": "state",
    "about_state": "about_state",
    "meeting": "meeting",
    "meeting_label": "meeting_label",
    "date": "date",
    "line": "line",
    "line_inferred": "line_inferred",
    "kind": "kind",
    "convention": "convention",
    "voice": "voice",
    "text_kind": "text_kind",
    "language": "language",
    "source_title": "source_title",
    "source_url": "source_url",
    "source_truncated": "source_truncated",
    "note": "note",
}
# Written only where they differ from what holds for nearly all.
DEFAULT_STATUS = "published"
DEFAULT_CODER = "editors"
DEFAULT_BASIS = "hand"
