, tally AS (
    SELECT
        clock, edition_id, section, CASE WHEN counted AND planned <> 0 THEN status END AS due_as, count(*) AS rows,
        max(last_reported) AS last_reported
    FROM state GROUP BY ALL
)
SELECT
    clock, grouped, section, count(DISTINCT place), count(DISTINCT place) FILTER (last_reported = seen),
    sum(rows), coalesce(sum(rows) FILTER (due_as IS NOT NULL), 0), {counts}
FROM tally JOIN edition USING (edition_id) JOIN clock USING (clock)
GROUP BY GROUPING SETS ((clock, grouped), (clock, grouped, section))
ORDER BY grouped, section NULLS FIRST, clock
