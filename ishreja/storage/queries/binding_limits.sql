-- The months of which somebody above does not see every figure: up to where they are seen, 0 where not at all.
WITH asked AS (SELECT unnest($places::VARCHAR[]) AS place, unnest($accepted_only::BOOLEAN[]) AS accepted_only),
written AS (
    SELECT place, month, max(sequence) AS last_sequence FROM figure
    WHERE year = $year AND place IN (SELECT place FROM asked) GROUP BY place, month
),
seen AS (
    SELECT place, month, CASE WHEN accepted_only THEN accepted_sequence ELSE submitted_sequence END AS sequence
    FROM month_standing JOIN asked USING (place) WHERE year = $year
)
SELECT place, month, coalesce(sequence, 0) FROM written LEFT JOIN seen USING (place, month)
WHERE last_sequence > coalesce(sequence, 0) ORDER BY place, month
