heading AS MATERIALIZED (
    SELECT timed.*, unit_key AS one_of FROM timed JOIN unit ON unit.unit = coalesce(timed.unit, '') WHERE summed
),
child AS (
    SELECT plain.*, unit_key AS one_of FROM plain JOIN unit ON unit.unit = coalesce(plain.unit, '')
    WHERE parent_id IN (SELECT row_id FROM heading)
),
heading_0 AS (SELECT * FROM child WHERE FALSE),
