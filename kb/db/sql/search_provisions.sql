-- A row: one provision, in reading order. name: as a reader writes it, such as Action 23. Parameters: none.
SELECT p.id, i.unit || ' ' || p.number AS name
FROM provision AS p JOIN instrument AS i ON i.id = p.instrument
ORDER BY p.instrument, p.position, p.id;
