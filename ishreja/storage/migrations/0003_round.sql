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
    place VARCHAR NOT NULL, -- whose children it holds for
    name VARCHAR NOT NULL,
    value VARCHAR NOT NULL -- JSON
);

CREATE TABLE reminder (
    account_id INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    place VARCHAR NOT NULL,
    year INTEGER NOT NULL,
    month INTEGER NOT NULL,
    made_at TIMESTAMP NOT NULL
);

-- Months that were handed in before there were steps.
INSERT INTO month_step
SELECT
    row_number() OVER (ORDER BY submission_id),
    place,
    year,
    month,
    'submit',
    NULL,
    '{}',
    (SELECT coalesce(max(figure.sequence), 0) FROM figure WHERE figure.submission_id = submission.submission_id),
    submission_id,
    NULL,
    who,
    role,
    FALSE,
    made_at
FROM submission;
