heading AS MATERIALIZED (SELECT * FROM timed WHERE summed),
child AS (SELECT * FROM plain WHERE parent_id IN (SELECT row_id FROM heading)),
