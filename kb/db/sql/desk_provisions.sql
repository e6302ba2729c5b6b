-- Every provision, as the session desk names it. A row: one provision, in order.
SELECT p.id AS provision, p.instrument, i.unit, p.number, i.unit || ' ' || p.number AS name, p.short_title, p.text_status, p.addressed_to
FROM shown_provision AS p JOIN instrument AS i ON i.id = p.instrument
ORDER BY p.instrument, p.position;
