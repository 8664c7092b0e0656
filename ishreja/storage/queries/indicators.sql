SELECT
    clock, grouped, code, unit_key, kind, mode(coalesce(state.unit, '')), count(*), count(*) FILTER (NOT blank),
    min(row_id), sum(to_date), sum(planned), sum(target), min(status), max(last_month)
FROM state JOIN edition USING (edition_id) JOIN unit ON unit.unit = coalesce(state.unit, '')
WHERE code IS NOT NULL
GROUP BY clock, grouped, code, unit_key, kind
ORDER BY grouped, code, unit_key, kind, clock
