-- Who signs in: accounts, their tokens and links, and the sessions of all instances.
create table account (
  login text primary key check (login ~ '^[a-z0-9][a-z0-9._-]{1,39}$'),
  name text not null check (name <> ''),
  password_hash text,
  password_changed_at timestamptz,
  must_change boolean not null default false,
  roles text[] not null default '{}' check (roles <@ array[
    'SCHEDULER', 'TRIAGE_CLINICIAN', 'THERAPIST', 'PRESCRIBER', 'CRISIS_CLINICIAN', 'CLINIC_MANAGER', 'ACCESS_MANAGER', 'DIRECTOR',
    'COMPLIANCE', 'UNION_ANALYST', 'DATA_STEWARD', 'ADMINISTRATOR']),
  site_ids text[] not null default '{}',
  clinician_id text references clinician,
  oidc_subject text unique,
  state text not null default 'active' check (state in ('active', 'disabled')),
  demo boolean not null default false,
  failed_count integer not null default 0 check (failed_count >= 0),
  locked_until timestamptz,
  last_sign_in_at timestamptz,
  created_at timestamptz not null,
  created_by text not null,
  epoch integer not null default 1,
  version integer not null default 1
);
comment on table account is 'People and systems that sign in. one row = one account; accounts are never deleted, their names stay in the audit';
comment on column account.login is 'What is typed to sign in, in lower case; never changed, it is the actor in the audit';
comment on column account.name is 'Name as colleagues know it';
comment on column account.password_hash is 'Kind and hash of the password, {bcrypt}$2…; null: signs in by the identity provider only';
comment on column account.password_changed_at is 'When the password was set; null: never';
comment on column account.must_change is 'The password was set by somebody else and has to be changed at the next sign-in';
comment on column account.roles is 'What the account may do, names of the roles';
comment on column account.site_ids is 'Clinics whose people it may see; empty: all of them';
comment on column account.clinician_id is 'The clinician who this account is; null: none';
comment on column account.oidc_subject is 'Value of the mapped claim of the identity provider; null: local sign-in only';
comment on column account.state is 'disabled: cannot sign in, and open sessions end';
comment on column account.demo is 'Invented by the demo; refused by serve';
comment on column account.failed_count is 'Tries with a wrong password since the last sign-in';
comment on column account.locked_until is 'No try is looked at before; null: not locked';
comment on column account.last_sign_in_at is 'When it last signed in; null: never';
comment on column account.created_at is 'When it was made';
comment on column account.created_by is 'Account that made it, or ''setup'', ''demo''';
comment on column account.epoch is 'Grows when the password or the state changes: sessions of an older one end';
comment on column account.version is 'Grows with each change; an edit names the version that it saw';

create table account_token (
  id bigint generated always as identity primary key,
  login text not null references account,
  name text not null check (name <> ''),
  token_hash bytea not null unique,
  created_at timestamptz not null,
  created_by text not null,
  expires_at timestamptz not null,
  last_used_on date,
  revoked_at timestamptz,
  revoked_by text
);
comment on table account_token is 'Keys with which systems ask the JSON interface in the name of an account. one row = one token';
comment on column account_token.id is 'Number';
comment on column account_token.login is 'Whose roles it has';
comment on column account_token.name is 'What uses it';
comment on column account_token.token_hash is 'SHA-256 of the token, which is shown once and not kept';
comment on column account_token.created_at is 'When it was made';
comment on column account_token.created_by is 'Account that made it';
comment on column account_token.expires_at is 'It ends then by itself';
comment on column account_token.last_used_on is 'Day of its last use; null: never used';
comment on column account_token.revoked_at is 'When it was taken back; null: it stands';
comment on column account_token.revoked_by is 'Account that took it back';
create index account_token_login on account_token (login);

create table feed_link (
  id bigint generated always as identity primary key,
  clinician_id text not null references clinician,
  token_hash bytea not null unique,
  created_at timestamptz not null,
  created_by text not null,
  revoked_at timestamptz,
  revoked_by text
);
comment on table feed_link is 'Addresses of calendar feeds, which name no patient. one row = one link of one clinician';
comment on column feed_link.id is 'Number';
comment on column feed_link.clinician_id is 'Whose calendar';
comment on column feed_link.token_hash is 'SHA-256 of the secret in the address, which is shown once and not kept';
comment on column feed_link.created_at is 'When it was made';
comment on column feed_link.created_by is 'Account that made it';
comment on column feed_link.revoked_at is 'When it was taken back; null: it stands';
comment on column feed_link.revoked_by is 'Account that took it back';
create index feed_link_clinician on feed_link (clinician_id) where revoked_at is null;

create table setup_code (
  only_one boolean primary key default true check (only_one),
  code_hash bytea not null,
  expires_at timestamptz not null,
  failed_count integer not null default 0
);
comment on table setup_code is 'The code with which the first administrator is made; gone once used. one row at most';
comment on column setup_code.only_one is 'Always true';
comment on column setup_code.code_hash is 'SHA-256 of the code, which is printed once on the terminal';
comment on column setup_code.expires_at is 'It ends then; starting the program again prints a new one';
comment on column setup_code.failed_count is 'Wrong tries; after ten the code ends';

-- The tables of Spring Session 4.1, by its own names of columns.
create table web_session (
  primary_id char(36) primary key,
  session_id char(36) not null unique,
  creation_time bigint not null,
  last_access_time bigint not null,
  max_inactive_interval integer not null,
  expiry_time bigint not null,
  principal_name varchar(100)
);
comment on table web_session is 'Sessions of all instances, so that any of them can answer. one row = one browser';
comment on column web_session.primary_id is 'Number of the row';
comment on column web_session.session_id is 'The cookie''s value; changes at sign-in';
comment on column web_session.creation_time is 'When it began, in milliseconds since 1970 (UTC)';
comment on column web_session.last_access_time is 'Last request, in milliseconds since 1970 (UTC)';
comment on column web_session.max_inactive_interval is 'Seconds without a request after which it ends';
comment on column web_session.expiry_time is 'When it ends if nothing comes, in milliseconds since 1970 (UTC)';
comment on column web_session.principal_name is 'Login of the account; null: not signed in';
create index web_session_expiry on web_session (expiry_time);
create index web_session_principal on web_session (principal_name);

create table web_session_attributes (
  session_primary_id char(36) not null references web_session on delete cascade,
  attribute_name varchar(200) not null,
  attribute_bytes bytea not null,
  primary key (session_primary_id, attribute_name)
);
comment on table web_session_attributes is 'What a session remembers: who signed in, the token against forged forms, a form kept past its end. one row = one value';
comment on column web_session_attributes.session_primary_id is 'Its session';
comment on column web_session_attributes.attribute_name is 'Which value';
comment on column web_session_attributes.attribute_bytes is 'The value, as Java writes it';
