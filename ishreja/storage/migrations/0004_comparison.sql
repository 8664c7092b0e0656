-- What makes districts comparable: a region's catalogue of indicators, which row of a plan is which, district cards.
-- All three are only added to; the latest row of a key is the one that holds.

CREATE TABLE indicator (
    entry_id INTEGER PRIMARY KEY,
    region VARCHAR NOT NULL,
    code VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    unit VARCHAR,
    kind VARCHAR NOT NULL,
    section VARCHAR,
    parent VARCHAR, -- the code of the indicator above it
    sort_order INTEGER NOT NULL,
    retired BOOLEAN NOT NULL,
    who VARCHAR NOT NULL,
    made_at TIMESTAMP NOT NULL
);

CREATE TABLE row_indicator (
    entry_id INTEGER PRIMARY KEY,
    place VARCHAR NOT NULL,
    year INTEGER NOT NULL,
    row_id INTEGER NOT NULL,
    code VARCHAR, -- the indicator's; NULL where the row is none of them, or where that is not certain
    ground VARCHAR NOT NULL, -- as domain.indicator_match has it
    certain BOOLEAN NOT NULL, -- FALSE where somebody still has to say
    who VARCHAR NOT NULL,
    made_at TIMESTAMP NOT NULL
);

CREATE TABLE district_card (
    entry_id INTEGER PRIMARY KEY,
    place VARCHAR NOT NULL,
    year INTEGER NOT NULL,
    population INTEGER,
    staff DECIMAL(18, 3),
    holdings INTEGER, -- at 1 January
    written_off INTEGER,
    opening_days INTEGER,
    who VARCHAR NOT NULL,
    made_at TIMESTAMP NOT NULL
);
