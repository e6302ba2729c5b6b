-- A row: one provision with a deadline that runs from entry into force, and one State in the scope that it binds (bound yes)
-- or may bind (unknown), with the day on which it falls due: entry into force and so many calendar months.
-- reports: the State's own published passages on the provision or a part of it that may be the first, held anywhere (any
-- meeting, any convention, any voice of its own), each {date, contribution, position, second_hand, aligned, convention};
-- several where a date is known only as a month or year, or not at all. date is as in the data, else the days of the meeting
-- (`2012-04-16 to 2012-04-19`), else null.
-- first_report, by every day those dates can mean: none held; by (on the due date or before); after; unclear.
-- Parameters: $scope.
WITH
due AS (
    SELECT c.provision, c.position, c.state, c.bound, s.name, s.in_force_on,
        (s.in_force_on + to_months(p.deadline_months))::DATE AS due_on
    FROM coverage($scope) AS c
    JOIN provision AS p ON p.id = c.provision AND p.deadline_months IS NOT NULL
    JOIN known_state AS s ON s.id = c.state
    WHERE c.bound IN ('yes', 'unknown') AND s.in_force_on IS NOT NULL
),
report AS (
    SELECT o.state, o.provision, p.contribution, p.position, p.convention, o.second_hand, o.aligned, p.first_date, p.last_date,
        coalesce(
            p.date,
            CASE WHEN p.first_date < p.last_date THEN p.first_date || ' to ' || p.last_date ELSE p.first_date::VARCHAR END
        ) AS date,
        min(p.last_date) OVER held AS surely_by, min(p.first_date) OVER held AS at_earliest,
        bool_or(p.first_date IS NULL) OVER held AS undated
    FROM state_coding AS o
    JOIN published_passage AS p ON p.passage = o.passage
    WHERE NOT o.described
    WINDOW held AS (PARTITION BY o.state, o.provision)
),
first_report AS (
    SELECT state, provision, any_value(surely_by) AS surely_by, any_value(at_earliest) AS at_earliest,
        any_value(undated) AS undated,
        list(
            {
                'date': date, 'contribution': contribution, 'position': position, 'second_hand': second_hand,
                'aligned': aligned, 'convention': convention
            }
            ORDER BY last_date NULLS LAST, first_date, contribution, position
        ) AS reports
    FROM report
    WHERE surely_by IS NULL OR first_date IS NULL OR first_date <= surely_by
    GROUP BY state, provision
)
SELECT due.provision, due.state, due.name, due.bound, due.in_force_on, due.due_on,
    due.due_on > ($scope).day AS still_to_come,
    CASE
        WHEN f.reports IS NULL THEN 'none'
        WHEN f.surely_by <= due.due_on THEN 'by'
        WHEN f.at_earliest > due.due_on AND NOT f.undated THEN 'after'
        ELSE 'unclear'
    END AS first_report,
    coalesce(f.reports, []) AS reports
FROM due LEFT JOIN first_report AS f ON f.state = due.state AND f.provision = due.provision
ORDER BY due.position, due.provision, due.name;
