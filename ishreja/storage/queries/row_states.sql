-- How the rows of many places' plans stand at the month (clock 0) and at the month before (clock 1), each judged by
-- the edition in force at the month's end: what domain.progress.row_states says, over the stored plan by month.
WITH
asked AS (SELECT unnest($places::VARCHAR[]) AS place, unnest($groups::VARCHAR[]) AS grouped),
clock AS (
    SELECT generate_subscripts($elapsed::INTEGER[], 1) - 1 AS clock, unnest($elapsed::INTEGER[]) AS elapsed,
        unnest($seen::INTEGER[]) AS seen
),
unit AS (SELECT unnest($units::VARCHAR[]) AS unit, unnest($unit_keys::VARCHAR[]) AS unit_key),
threshold AS (
    SELECT place, max(CAST(value ->> '$' AS DECIMAL(18, 9))) FILTER (name = 'on_plan') AS on_plan,
        max(CAST(value ->> '$' AS DECIMAL(18, 9))) FILTER (name = 'watch') AS watch
    FROM setting WHERE name IN ('on_plan', 'watch') GROUP BY place
),
edition AS MATERIALIZED ( -- plans.in_force
    SELECT arg_max(edition_id, CASE WHEN in_force_from <= $month_end THEN number ELSE -number END) AS edition_id,
        place, grouped, coalesce(any_value(on_plan), 1) AS on_plan, coalesce(any_value(watch), 0.9) AS watch
    FROM plan_edition JOIN asked USING (place) LEFT JOIN threshold USING (place)
    WHERE year = $year GROUP BY place, grouped
),
{coded}
line AS {materialized} (
    SELECT
        edition_id, on_plan, watch, row.row_id, parent_id, coalesce(same_as, row.row_id) AS source, kind,
        coalesce(section, '') AS section, sort_order, row.unit, unit_key, target, {code} AS code,
        target IS NOT NULL AND (number IS NOT NULL OR parent_id IS NULL) AS counted, -- progress.counted
        CASE -- the window's last month, as spread.window has it
            WHEN quarter_4 <> 0 THEN 12
            WHEN quarter_3 <> 0 THEN 9
            WHEN quarter_2 <> 0 THEN 6
            WHEN quarter_1 <> 0 THEN 3
            WHEN recurrence IS NOT NULL AND due <> 'unknown' AND first_month <= last_month THEN last_month
        END AS last_month,
        {summed} AS summed
    FROM plan_row AS row JOIN edition USING (edition_id) JOIN unit ON unit.unit = coalesce(row.unit, '') {lines}
),
latest AS ( -- a withdrawn entry has no value
    SELECT row_id, month, arg_max_null(value, sequence) AS value
    FROM {ledger} WHERE year = $year AND month <= list_max($seen) AND {figures}
    GROUP BY row_id, month HAVING arg_max_null(value, sequence) IS NOT NULL
),
fact AS (
    SELECT clock, row_id, sum(value) AS total, arg_max(value, month) AS level, bool_or(month = elapsed) AS in_month,
        max(month) AS last_reported
    FROM latest JOIN clock ON month <= seen GROUP BY clock, row_id
),
due AS (
    SELECT clock, row_id, CASE WHEN elapsed = 0 THEN 0 ELSE planned_to_date END AS planned
    FROM plan_month JOIN edition USING (edition_id) JOIN clock ON month = greatest(elapsed, 1)
),
timed AS {materialized} (
    SELECT line.*, clock.clock, elapsed, planned
    FROM line CROSS JOIN clock LEFT JOIN due ON due.clock = clock.clock AND due.row_id = line.row_id
),
plain AS {materialized} (
    SELECT *, {status} AS status FROM (
        SELECT timed.*, CASE kind WHEN 'level' THEN level ELSE total END AS to_date,
            coalesce(in_month, FALSE) AS in_month, NOT coalesce(in_month, FALSE) AS blank, last_reported
        FROM timed LEFT JOIN fact ON fact.clock = timed.clock AND fact.row_id = timed.source
        WHERE NOT summed
    )
),
{headings}
state AS ({states})
