-- What somebody types to return a month and has not sent yet; step_id is the version of the report that it is about.

CREATE TABLE return_draft (
    account_id INTEGER NOT NULL,
    place VARCHAR NOT NULL,
    year INTEGER NOT NULL,
    month INTEGER NOT NULL,
    step_id BIGINT NOT NULL,
    reason VARCHAR NOT NULL,
    comments VARCHAR NOT NULL, -- JSON: row id to text
    made_at TIMESTAMP NOT NULL
);
