kind = 'heading' AND row.row_id IN (
    SELECT parent_id FROM plan_row JOIN edition USING (edition_id) WHERE parent_id IS NOT NULL
)
