-- A row: one provision of any instrument, in reading order, with its text as far as it is established.
-- text_status as shown: official once the official wording is loaded; summary_status: how well our own summary is established.
-- Parameters: none.
SELECT s.id, s.instrument, s.number, s.parent, s.chapter, s.chapter_basis, s.paragraph, s.addressee, s.addressed_to,
    s.addressed_to_basis, s.short_title, s.summary, s.deadline, s.deadline_months, s.source, s.note, s.text_status,
    p.text_status AS summary_status, s.official_text, s.file_name, s.sha256, s.loaded_on
FROM shown_provision AS s JOIN provision AS p ON p.id = s.id
ORDER BY s.instrument, s.position, s.id;
