-- How many headings stand within each other at most, where the outermost is judged by itself or may be compared.
WITH RECURSIVE
heading AS (
    SELECT edition_id, row_id, parent_id, target IS NOT NULL OR headline IS NOT NULL
        OR row_id IN (SELECT row_id FROM row_indicator WHERE code IS NOT NULL) AS matters
    FROM plan_row WHERE kind = 'heading'
),
within AS (
    SELECT edition_id, row_id, 1 AS depth FROM heading WHERE matters
    UNION ALL
    SELECT heading.edition_id, heading.row_id, depth + 1
    FROM within JOIN heading ON heading.edition_id = within.edition_id AND heading.parent_id = within.row_id
)
SELECT coalesce(max(depth), 0) FROM within
