-- A row: one session whose programme is held, in order; in_scope: its meeting, day and line are in the scope. speakers: how
-- many times somebody is listed to speak; complete: whether that list is. coordinators: the States that coordinate it.
-- Parameters: $scope.
SELECT s.id AS session, s.meeting, m.name AS meeting_label, s.day, s.line, s.complete,
    coalesce(string_split(s.coordinators, ' '), []) AS coordinators, s.note, s.source_title, s.source_url,
    (SELECT count(*) FROM speaking_slot AS k WHERE k.session = s.id) AS speakers,
    s.meeting IN (SELECT id FROM scope_meeting($scope)) AND is_chosen(($scope).lines, s.line)
        AND is_in_period($scope, s.day, s.day) AS in_scope
FROM session AS s JOIN dated_meeting AS m ON m.id = s.meeting
ORDER BY s.day, s.id;
