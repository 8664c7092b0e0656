-- The ledger: editions of plans, figures, submissions and the audit chain. Rows are only ever added, except to
-- draft and setting, whose changes stand in the audit (settings) or are not yet part of the ledger (drafts).
-- Times are UTC without a zone. Text that holds JSON is said so.

CREATE TABLE installation (
    demo BOOLEAN NOT NULL,
    created_at TIMESTAMP NOT NULL
);

CREATE TABLE plan_edition (
    edition_id INTEGER PRIMARY KEY,
    place VARCHAR NOT NULL,
    year INTEGER NOT NULL,
    number INTEGER NOT NULL,
    title VARCHAR NOT NULL,
    approvals VARCHAR NOT NULL, -- JSON
    answers VARCHAR NOT NULL, -- JSON: what was answered about the document
    document_hash VARCHAR NOT NULL,
    content_hash VARCHAR NOT NULL,
    file_name VARCHAR NOT NULL,
    in_force_from DATE NOT NULL,
    who VARCHAR NOT NULL,
    made_at TIMESTAMP NOT NULL,
    UNIQUE (place, year, number)
);

CREATE TABLE plan_row (
    edition_id INTEGER NOT NULL,
    row_id INTEGER NOT NULL, -- one row keeps its id through the editions of a place and year
    sort_order INTEGER NOT NULL,
    parent_id INTEGER,
    same_as INTEGER, -- the row whose figure this one repeats
    number VARCHAR,
    parent VARCHAR,
    section VARCHAR,
    section_title VARCHAR,
    name VARCHAR NOT NULL,
    unit VARCHAR,
    previous DECIMAL(18, 3),
    target DECIMAL(18, 3),
    target_text VARCHAR,
    mechanism VARCHAR,
    deadline VARCHAR,
    first_month INTEGER,
    last_month INTEGER,
    recurrence VARCHAR, -- NULL where the row has no deadline phrase, and so no schedule
    due VARCHAR,
    services VARCHAR NOT NULL, -- JSON: codes in the order named
    services_text VARCHAR,
    lead_service VARCHAR,
    kind VARCHAR NOT NULL,
    kind_ground VARCHAR NOT NULL,
    headline VARCHAR,
    quarter_1 DECIMAL(18, 3),
    quarter_2 DECIMAL(18, 3),
    quarter_3 DECIMAL(18, 3),
    quarter_4 DECIMAL(18, 3),
    has_quarters BOOLEAN NOT NULL
);

CREATE TABLE plan_month (
    edition_id INTEGER NOT NULL,
    row_id INTEGER NOT NULL,
    month INTEGER NOT NULL,
    planned_to_date DECIMAL(18, 3) NOT NULL
);

CREATE TABLE submission (
    submission_id INTEGER PRIMARY KEY,
    work_key VARCHAR NOT NULL UNIQUE, -- by which a commit that raised is looked up
    place VARCHAR NOT NULL,
    year INTEGER NOT NULL,
    month INTEGER NOT NULL,
    source VARCHAR NOT NULL,
    file_hash VARCHAR,
    file_name VARCHAR,
    answers VARCHAR NOT NULL, -- JSON
    count_new INTEGER NOT NULL,
    count_changed INTEGER NOT NULL,
    count_same INTEGER NOT NULL,
    count_blank INTEGER NOT NULL,
    value_sum DECIMAL(24, 3) NOT NULL, -- over the figures written, to show that none is missing
    who VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    made_at TIMESTAMP NOT NULL
);

CREATE TABLE figure (
    sequence BIGINT PRIMARY KEY,
    place VARCHAR NOT NULL,
    year INTEGER NOT NULL,
    row_id INTEGER NOT NULL,
    month INTEGER NOT NULL,
    value DECIMAL(18, 3), -- NULL only where withdrawn
    note VARCHAR,
    reason VARCHAR,
    source VARCHAR NOT NULL,
    who VARCHAR NOT NULL,
    made_at TIMESTAMP NOT NULL,
    file_hash VARCHAR,
    sheet VARCHAR,
    cell VARCHAR,
    withdrawn BOOLEAN NOT NULL,
    submission_id INTEGER
);

-- The latest entry of each row and month, unless it withdrew the figure. Filters on the grouped columns reach the
-- table below, and columns that a query does not name cost nothing.
CREATE VIEW figure_current AS
SELECT
    place,
    year,
    row_id,
    month,
    max(sequence) AS sequence,
    arg_max(value, sequence) AS value,
    arg_max_null(note, sequence) AS note,
    arg_max_null(reason, sequence) AS reason,
    arg_max(source, sequence) AS source,
    arg_max(who, sequence) AS who,
    arg_max(made_at, sequence) AS made_at,
    arg_max_null(file_hash, sequence) AS file_hash,
    arg_max_null(sheet, sequence) AS sheet,
    arg_max_null(cell, sequence) AS cell,
    FALSE AS withdrawn
FROM figure
GROUP BY place, year, row_id, month
HAVING NOT arg_max(withdrawn, sequence);

CREATE TABLE draft (
    place VARCHAR NOT NULL,
    year INTEGER NOT NULL,
    month INTEGER NOT NULL,
    row_id INTEGER NOT NULL,
    value_text VARCHAR,
    note VARCHAR,
    reason VARCHAR,
    who VARCHAR NOT NULL,
    made_at TIMESTAMP NOT NULL
);

CREATE TABLE handed_in (
    entry_id INTEGER PRIMARY KEY,
    place VARCHAR NOT NULL,
    year INTEGER NOT NULL,
    row_id INTEGER NOT NULL,
    due DATE NOT NULL,
    handed_on DATE, -- NULL where undone
    note VARCHAR,
    undone BOOLEAN NOT NULL,
    who VARCHAR NOT NULL,
    made_at TIMESTAMP NOT NULL
);

CREATE TABLE setting (
    place VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    value VARCHAR NOT NULL -- JSON
);

CREATE TABLE audit (
    sequence BIGINT PRIMARY KEY,
    made_at TIMESTAMP NOT NULL,
    who VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    action VARCHAR NOT NULL,
    place VARCHAR NOT NULL,
    year INTEGER,
    subject VARCHAR NOT NULL,
    before VARCHAR,
    after VARCHAR,
    reason VARCHAR,
    previous_hash VARCHAR NOT NULL,
    hash VARCHAR NOT NULL
);
