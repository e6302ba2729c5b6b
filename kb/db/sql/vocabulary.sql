-- A row: one code that may stand in an address, with the words for it. kind: meeting, state, region, theme, line, provision,
-- number, instrument, unit, life; head: a provision's number with our one or two words for it, else the first of its title.
SELECT 'meeting' AS kind, id AS code, name AS label, short_name AS short_label, convention AS "group",
    strftime(last_date, '%Y-%m-%d') AS sorting
FROM dated_meeting
UNION ALL
SELECT 'state', id, name, name, CASE WHEN listed THEN 'listed' ELSE 'outside' END, name FROM known_state
UNION ALL
SELECT 'region', regional_group, CASE regional_group WHEN 'none' THEN 'No regional group' ELSE regional_group END,
    regional_group, NULL, regional_group
FROM (SELECT DISTINCT regional_group FROM known_state)
UNION ALL
SELECT 'theme', id, label, label, "group", lpad(position::VARCHAR, 6, '0') FROM theme
UNION ALL
SELECT 'line', id, title, 'Line ' || id, NULL, id FROM discussion_line
UNION ALL
SELECT 'provision', p.id,
    i.unit || ' ' || p.number || CASE WHEN p.short_title IS NULL THEN '' ELSE ': ' || p.short_title END,
    i.unit || ' ' || p.number, p.instrument, lpad(p.position::VARCHAR, 6, '0')
FROM provision AS p JOIN instrument AS i ON i.id = p.instrument
UNION ALL
-- What a provision is called in two: its number, and the unit of its instrument (Action, Article).
SELECT 'number', p.id, p.number, i.unit, p.instrument, lpad(p.position::VARCHAR, 6, '0')
FROM provision AS p JOIN instrument AS i ON i.id = p.instrument
UNION ALL
SELECT 'head', id, concat_ws(' ', regexp_replace(number, ' \([a-z ]{3,}\)$', ''), coalesce(head, array_to_string(string_split(short_title, ' ')[:3], ' '))), number, instrument, lpad(position::VARCHAR, 6, '0')
FROM provision
UNION ALL
SELECT 'instrument', id, name, short_name, NULL, id FROM instrument
UNION ALL
-- What a provision of it is called: Action, Article.
SELECT 'unit', id, unit, unit, NULL, id FROM instrument
UNION ALL
-- From when until when it holds, as the data say it; null where that is open.
SELECT 'life', id, valid_from, valid_to, NULL, id FROM instrument
ORDER BY kind, sorting;
