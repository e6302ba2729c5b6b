-- A row: one published passage of those named, with all that must be shown beside it. Parameters: $ids.
SELECT * FROM published_passage WHERE passage IN (SELECT unnest($ids));
