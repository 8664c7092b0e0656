-- Which steps the place above took for a place: at a region's own office the role alone does not tell.

ALTER TABLE month_step ADD COLUMN on_behalf BOOLEAN DEFAULT FALSE;

-- Of the steps before, the audit knows.
UPDATE month_step SET on_behalf = TRUE
FROM audit
WHERE audit.action = 'submit' AND audit.place = month_step.place AND audit.year = month_step.year
AND audit.subject
    = 'submission ' || month_step.submission_id || ', month ' || month_step.month || ', on behalf of the place';
