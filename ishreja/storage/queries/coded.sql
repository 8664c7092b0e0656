mapped AS (
    SELECT place, row_id, arg_max_null(code, entry_id) AS code FROM row_indicator
    WHERE year = $year AND place IN (SELECT place FROM asked)
    GROUP BY place, row_id
),
coded AS ( -- of two rows with one indicator the plan's first counts
    SELECT row_id, code FROM (
        SELECT edition_id, row.row_id, sort_order,
            CASE WHEN mapped.row_id IS NULL THEN headline ELSE mapped.code END AS code
        FROM plan_row AS row JOIN edition USING (edition_id)
        LEFT JOIN mapped ON mapped.place = edition.place AND mapped.row_id = row.row_id
    )
    WHERE code IN (SELECT unnest($codes::VARCHAR[]))
    QUALIFY row_number() OVER (PARTITION BY edition_id, code ORDER BY sort_order) = 1
),
