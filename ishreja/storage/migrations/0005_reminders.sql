-- What a reminder was about: why (due soon, due today, overdue, to mend, to answer), and the step of the month, 0 for none.

ALTER TABLE reminder ADD COLUMN step_id BIGINT DEFAULT 0;
