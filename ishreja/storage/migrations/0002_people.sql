-- Who may see and change what: places that an administrator added, accounts, their sessions, and links handed out.
-- Rows that change (account, session, account_link) bear no unique index, which DuckDB checks too eagerly on an
-- update; the write lock and the code keep logins and tokens unique. Tokens are kept as sha256, never themselves.

CREATE TABLE place (
    code VARCHAR PRIMARY KEY,
    name VARCHAR NOT NULL,
    kind VARCHAR NOT NULL, -- region, district, city
    parent VARCHAR NOT NULL,
    who VARCHAR NOT NULL,
    made_at TIMESTAMP NOT NULL
);

CREATE TABLE account (
    account_id INTEGER NOT NULL,
    login VARCHAR NOT NULL, -- as typed; compared by its casefolded form
    name VARCHAR NOT NULL,
    email VARCHAR,
    role VARCHAR NOT NULL,
    place VARCHAR NOT NULL,
    services VARCHAR NOT NULL, -- JSON: codes; empty for all
    password_hash VARCHAR, -- NULL until the invitation was taken up, or where only the provider signs in
    subject VARCHAR, -- issuer and subject at the OIDC provider
    disabled BOOLEAN NOT NULL,
    made_at TIMESTAMP NOT NULL
);

CREATE TABLE session (
    token_hash VARCHAR NOT NULL,
    account_id INTEGER NOT NULL,
    csrf VARCHAR NOT NULL,
    address VARCHAR NOT NULL,
    made_at TIMESTAMP NOT NULL,
    seen_at TIMESTAMP NOT NULL,
    ended_at TIMESTAMP
);

CREATE TABLE account_link (
    token_hash VARCHAR NOT NULL,
    kind VARCHAR NOT NULL, -- setup, invite, reset
    account_id INTEGER, -- NULL for setup
    who VARCHAR NOT NULL,
    made_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    used_at TIMESTAMP
);

CREATE TABLE login_failure (
    login VARCHAR NOT NULL, -- casefolded, whether such an account exists or not
    address VARCHAR NOT NULL,
    made_at TIMESTAMP NOT NULL
);
