-- One row, or none where the contribution was not handed in here: whose it is and what is recorded of its file. shown:
-- whether whoever may read the text may see the pages of the file. Needs a view of the staff's. Parameters: $contribution.
SELECT s.contribution, n.contributor, c.status, c.language, s.receipt, s.media, s.file_name, s.sha256,
    s.contribution IN (SELECT contribution FROM shown_original) AS shown
FROM submission AS s
JOIN contribution AS c ON c.id = s.contribution
LEFT JOIN contributor_name AS n ON n.name = c.contributor_name
WHERE s.contribution = $contribution;
