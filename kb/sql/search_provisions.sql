-- A row: one provision, with all that its number can be written as. Parameters: none.
SELECT id, instrument, number FROM provision ORDER BY instrument, position, id;
