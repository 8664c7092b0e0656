-- The latest month of the year with an entry of any place of each group.
WITH asked AS (SELECT unnest($places::VARCHAR[]) AS place, unnest($groups::VARCHAR[]) AS grouped)
SELECT grouped, max(month) FROM {ledger} JOIN asked USING (place)
WHERE year = $year AND value IS NOT NULL GROUP BY grouped ORDER BY grouped
