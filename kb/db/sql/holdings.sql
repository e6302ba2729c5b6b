-- One row: how much the knowledge base holds. parties: States in force on $day; texts are counted as they are shown.
-- Parameters: $day.
SELECT
    (SELECT count(*) FROM shown_provision WHERE instrument = 'VAP') AS actions,
    (SELECT count(*) FROM shown_provision WHERE instrument = 'VAP' AND text_status = 'official') AS official,
    (SELECT count(*) FROM shown_provision WHERE instrument = 'VAP' AND text_status = 'restated') AS restated,
    (SELECT count(*) FROM shown_provision WHERE instrument = 'VAP' AND text_status = 'unverified') AS unverified,
    (SELECT count(*) FROM shown_provision WHERE instrument = 'VAP' AND text_status = 'missing') AS missing,
    (SELECT count(*) FROM shown_provision WHERE instrument = 'CCM') AS provisions,
    (SELECT count(*) FROM state) AS states,
    (
        SELECT count(*) FROM state
        WHERE status_on($day::DATE, signed_on, deposited_on, in_force_on, withdrawn_on) = 'party'
    ) AS parties,
    (SELECT count(*) FROM contribution) AS contributions,
    (SELECT count(*) FROM passage) AS passages;
