-- The monthly round: every step of a place's month, exceptions to the lock day, what a region set, what was reminded.

CREATE TABLE month_step (
    step_id BIGINT PRIMARY KEY,
    place VARCHAR NOT NULL,
    year INTEGER NOT NULL,
    month INTEGER NOT NULL,
    step VARCHAR NOT NULL, -- submit, accept, return, ask, grant, refuse
    reason VARCHAR,
    comments VARCHAR NOT NULL, -- JSON: row id to what is to be mended there
    figure_sequence BIGINT NOT NULL, -- the ledger's last figure of the place and year at that moment
    submission_id INTEGER,
    account_id INTEGER,
    who VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    by_submitter BOOLEAN NOT NULL, -- accepted by the one who submitted, where the region allows it
    made_at TIMESTAMP NOT NULL
);

CREATE TABLE month_exception (
    exception_id INTEGER PRIMARY KEY,
    place VARCHAR NOT NULL,
    year INTEGER NOT NULL,
    month INTEGER NOT NULL,
    until DATE NOT NULL, -- the last day, included
    reason VARCHAR NOT NULL,
    who VARCHAR NOT NULL,
    made_at TIMESTAMP NOT NULL
);

CREATE TABLE round_setting (
    entry_id INTEGER PRIMARY KEY, -- the latest entry of a place and name holds
    place VARCHAR NOT NULL, -- whose children it holds for
    name VARCHAR NOT NULL,
    value VARCHAR NOT NULL, -- JSON
    who VARCHAR NOT NULL,
    made_at TIMESTAMP NOT NULL
);

CREATE TABLE reminder (
    account_id INTEGER NOT NULL,
    kind VARCHAR NOT NULL, -- due soon, due today, overdue, to mend, to answer
    place VARCHAR NOT NULL,
    year INTEGER NOT NULL,
    month INTEGER NOT NULL,
    step_id BIGINT NOT NULL, -- the step of the month that it is about, 0 for none
    made_at TIMESTAMP NOT NULL
);

-- How far each month has come that was ever handed in, and up to which figure of the ledger it was handed in and
-- accepted last: of a month's figures those up to that sequence are the ones that were seen then.
CREATE VIEW month_standing AS
SELECT
    place,
    year,
    month,
    CASE arg_max(step, step_id) FILTER (step IN ('submit', 'accept', 'return', 'grant'))
        WHEN 'submit' THEN 'submitted'
        WHEN 'accept' THEN 'accepted'
        ELSE 'returned'
    END AS stage,
    max(figure_sequence) FILTER (step = 'submit') AS submitted_sequence,
    max(figure_sequence) FILTER (step = 'accept') AS accepted_sequence,
    min(made_at) FILTER (step = 'submit') AS first_submitted_at,
    arg_max(step, step_id) = 'ask' AS asked,
    max(step_id) AS last_step_id
FROM month_step
GROUP BY place, year, month;

-- Months that were handed in before there were steps; the last step of each knows what was withdrawn since.
INSERT INTO month_step
SELECT
    row_number() OVER (ORDER BY submission_id),
    place,
    year,
    month,
    'submit',
    NULL,
    '{}',
    (
        SELECT coalesce(max(figure.sequence), 0) FROM figure
        WHERE figure.place = submission.place AND figure.year = submission.year AND figure.month = submission.month
        AND (
            figure.submission_id <= submission.submission_id
            OR NOT EXISTS (
                SELECT 1 FROM submission AS later
                WHERE later.place = submission.place AND later.year = submission.year
                AND later.month = submission.month AND later.submission_id > submission.submission_id
            )
        )
    ),
    submission_id,
    NULL,
    who,
    role,
    FALSE,
    made_at
FROM submission;
