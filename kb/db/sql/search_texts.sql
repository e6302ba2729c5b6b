-- A row: one provision of those named, with how well its text is established; is_official: whether the official wording is
-- held. Parameters: $ids.
SELECT id AS provision, instrument, number, chapter, short_title, text_status, official_text IS NOT NULL AS is_official, note
FROM shown_provision WHERE id IN (SELECT unnest($ids));
