{name} AS (
    SELECT *, {status} AS status FROM (
        SELECT
            heading.* REPLACE (
                CASE WHEN one_unit THEN coalesce(heading.target, below.target) ELSE heading.target END AS target,
                CASE WHEN one_unit AND heading.target IS NULL THEN below.last_month ELSE heading.last_month
                END AS last_month
            ),
            CASE WHEN one_unit THEN below.to_date END AS to_date,
            one_unit AND below.in_month AS in_month,
            NOT one_unit OR NOT below.in_month OR below.any_blank AS blank,
            CASE WHEN one_unit THEN below.last_reported END AS last_reported
        FROM heading JOIN (
            SELECT
                clock, parent_id, count(DISTINCT unit_key) = 1 AS one_unit, sum(to_date) AS to_date,
                sum(target) AS target, max(last_month) FILTER (target IS NOT NULL) AS last_month,
                bool_or(in_month) AS in_month, bool_or(status = 'not_reported') AS any_blank, max(last_reported) AS last_reported
            FROM {below}
            GROUP BY clock, parent_id
        ) AS below ON below.clock = heading.clock AND below.parent_id = heading.row_id
    )
),
