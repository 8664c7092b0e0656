(
    SELECT figure.* FROM figure LEFT JOIN (
        SELECT unnest($limited_places::VARCHAR[]) AS place, unnest($limited_months::INTEGER[]) AS month,
            unnest($limited_sequences::BIGINT[]) AS last_sequence
    ) AS accepted USING (place, month)
    WHERE last_sequence IS NULL OR sequence <= last_sequence
)
