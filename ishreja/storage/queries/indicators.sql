-- Added over places is what domain.indicators.summable allows: rows without a unit are only counted.
SELECT
    clock, grouped, code, unit_key, kind, mode(coalesce(state.unit, '')), count(*), count(*) FILTER (NOT blank),
    min(row_id),
    CASE WHEN unit_key <> '' OR count(*) = 1 THEN sum(to_date) END,
    CASE WHEN unit_key <> '' OR count(*) = 1 THEN sum(planned) END,
    CASE WHEN unit_key <> '' OR count(*) = 1 THEN sum(target) END,
    min(status), max(last_month)
FROM state JOIN edition USING (edition_id)
WHERE code IS NOT NULL
GROUP BY clock, grouped, code, unit_key, kind
ORDER BY grouped, code, unit_key, kind, clock
