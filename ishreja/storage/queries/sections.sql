, tally AS (
    SELECT
        clock, edition_id, section, CASE WHEN counted AND planned <> 0 THEN status END AS due_as, count(*) AS rows,
        max(last_reported) AS last_reported
    FROM state GROUP BY ALL
),
each AS ( -- a place has one edition in force
    SELECT
        clock, edition_id, section, sum(rows) AS rows, coalesce(sum(rows) FILTER (due_as IS NOT NULL), 0) AS due,
        max(last_reported) AS last_reported, {counts}
    FROM tally GROUP BY clock, edition_id, section
),
whole AS (
    SELECT clock, edition_id, NULL AS section, sum(rows) AS rows, sum(due) AS due, max(last_reported) AS last_reported,
        {sums}
    FROM each GROUP BY clock, edition_id
)
SELECT clock, grouped, section, count(*), count(*) FILTER (last_reported = seen), sum(rows), sum(due), {sums}
FROM (FROM each UNION ALL FROM whole) JOIN edition USING (edition_id) JOIN clock USING (clock)
GROUP BY clock, grouped, section
ORDER BY grouped, section NULLS FIRST, clock
