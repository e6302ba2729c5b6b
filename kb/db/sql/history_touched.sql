-- A row: one revision that brought or superseded a record of one table. TABLE is put in for every table by kb/questions/history.py.
SELECT since_revision AS number FROM kb.TABLE
UNION
SELECT until_revision AS number FROM kb.TABLE WHERE until_revision IS NOT NULL
