-- Which delivered text replaces which notes taken in the room, once it is published. A row: a text in the contributor's own
-- voice, and a note not withdrawn, of the same State or organisation at the same meeting, under a common line, or where
-- either has none. status: the text's. Needs a view of the staff's. Parameters: $text, $note (null for any).
SELECT text.id AS text, text.status, note.id AS note
FROM contribution AS text
JOIN contributor_name AS t ON t.name = text.contributor_name
JOIN contributor_name AS n ON n.contributor = t.contributor
JOIN contribution AS note ON note.contributor_name = n.name AND note.meeting = text.meeting
WHERE text.text_kind <> 'note' AND text.voice = 'own' AND note.text_kind = 'note' AND note.status <> 'withdrawn'
    AND coalesce(
        list_has_any(
            string_split(coalesce(text.line, text.line_inferred), ' '),
            string_split(coalesce(note.line, note.line_inferred), ' ')
        ),
        true
    )
    AND ($text IS NULL OR text.id = $text) AND ($note IS NULL OR note.id = $note)
ORDER BY text.id, note.id;
