-- A row: a State or organisation that may contribute.
SELECT id, name, kind FROM contributor ORDER BY kind <> 'state', name;
