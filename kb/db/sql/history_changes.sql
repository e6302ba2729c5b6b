-- A row: one record of one table that differs between two revisions, as JSON before (null: was not there) and after (null:
-- is no longer there). The words in capitals are put in for every table by kb/questions/history.py; {later} and {earlier} by the view.
SELECT 'TABLE' AS table_name, coalesce(a.record_key, b.record_key) AS record_key, b.record AS before, a.record AS after
FROM (SELECT KEY AS record_key, to_json(t)::VARCHAR AS record FROM (SELECT COLUMNS FROM {later}.TABLE) AS t) AS a
FULL JOIN (SELECT KEY AS record_key, to_json(t)::VARCHAR AS record FROM (SELECT COLUMNS FROM {earlier}.TABLE) AS t) AS b
    ON a.record_key = b.record_key
WHERE a.record IS DISTINCT FROM b.record
