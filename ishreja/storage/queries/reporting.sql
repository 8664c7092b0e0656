-- How many places of each group have any figure for the month.
WITH asked AS (SELECT unnest($places::VARCHAR[]) AS place, unnest($groups::VARCHAR[]) AS grouped)
SELECT grouped, count(DISTINCT place) FROM (
    SELECT place FROM {ledger} WHERE year = $year AND month = $month AND place IN (SELECT place FROM asked)
    GROUP BY place, row_id HAVING arg_max_null(value, sequence) IS NOT NULL
) JOIN asked USING (place) GROUP BY grouped ORDER BY grouped
