-- What each place calls its sections, by the edition in force at the month's end.
WITH edition AS ( -- plans.in_force
    SELECT place, arg_max(edition_id, CASE WHEN in_force_from <= $month_end THEN number ELSE -number END) AS edition_id
    FROM plan_edition WHERE year = $year AND place IN (SELECT unnest($places::VARCHAR[])) GROUP BY place
)
SELECT place, section, any_value(section_title) FROM plan_row JOIN edition USING (edition_id)
WHERE section IS NOT NULL AND section_title IS NOT NULL GROUP BY place, section ORDER BY place, section
