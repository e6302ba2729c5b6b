-- A row: the percentage of passages that $person codes blind. Parameters: $person.
SELECT blind_share FROM person WHERE id = $person;
