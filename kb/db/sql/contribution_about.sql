-- One row: the published contributions by others about the State $about, on the subject of the scope: on_ccm, those on the
-- Convention, of which at_meeting to a meeting that the scope chooses; on_other, those on another convention.
-- Parameters: $scope, $about.
SELECT count(*) FILTER (convention = 'CCM') AS on_ccm,
    count(*) FILTER (convention = 'CCM' AND id IN (SELECT id FROM scope_contribution($scope))) AS at_meeting,
    count(*) FILTER (convention <> 'CCM') AS on_other
FROM dated_contribution AS c
WHERE c.id IN (SELECT d.contribution FROM described_contribution AS d WHERE d.state = $about)
    AND (NOT limits_subject($scope) OR c.id IN (SELECT contribution FROM scoped_passage($scope) WHERE on_subject));
