-- A row: one action, article or theme whose text is known, with that text: the official wording if it is loaded, then our
-- own words. kind: provision or theme. All of it is English, or taken to be. In reading order.
-- Parameters: none.
SELECT 'provision' AS kind, s.id AS code, concat_ws(' ', s.official_text, s.short_title, s.summary, p.head) AS text,
    lpad(s.position::VARCHAR, 6, '0') AS sorting
FROM shown_provision AS s JOIN provision AS p ON p.id = s.id
WHERE s.text_status <> 'missing'
UNION ALL
SELECT 'theme', id, concat_ws(' ', label, description), lpad(position::VARCHAR, 6, '0') FROM theme
ORDER BY kind, sorting, code;
