-- One row, or none where the contribution was not handed in here: whose it is and what is recorded of its file. shown:
-- whether whoever may read the text may see the pages of the file. read_in: where its text
-- is read: in the contribution that it is a translation of. Needs a view of the staff's. Parameters: $contribution.
SELECT s.contribution, n.contributor, c.status, c.language, s.receipt, s.media, s.file_name, s.sha256,
    s.contribution IN (SELECT contribution FROM shown_original) AS shown,
    coalesce((SELECT max(t.contribution) FROM translation AS t WHERE t.handed_in = s.contribution), s.contribution) AS read_in
FROM submission AS s
JOIN contribution AS c ON c.id = s.contribution
LEFT JOIN contributor_name AS n ON n.name = c.contributor_name
WHERE s.contribution = $contribution;
