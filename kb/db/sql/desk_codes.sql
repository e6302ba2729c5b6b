-- The codes of sessions of which something was ever recorded. A row: one code, as desks have it.
SELECT desk FROM kb.desk_speaker
UNION
SELECT regexp_extract(id, '-note-(.+)-[0-9]+$', 1) FROM kb.contribution WHERE text_kind = 'note' AND id LIKE '%-note-%';
