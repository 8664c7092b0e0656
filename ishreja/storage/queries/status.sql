CASE -- domain.status.RULES, in their order
    WHEN target IS NULL THEN 'no_target'
    WHEN coalesce(to_date, 0) >= target THEN 'done'
    WHEN elapsed >= last_month THEN 'overdue'
    WHEN planned IS NULL THEN 'not_set'
    WHEN planned = 0 THEN 'not_due'
    WHEN blank OR to_date IS NULL THEN 'not_reported'
    WHEN to_date >= planned * on_plan THEN 'on_plan'
    WHEN to_date >= planned * watch THEN 'watch'
    ELSE 'behind'
END
