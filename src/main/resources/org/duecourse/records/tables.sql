-- The clean tables of an access log: what is left after the rules of cleaning, with nothing that later SQL must doubt.
-- Times are local to the site; a *_day is the local date of its time and is what measures count with.
create table requests (                 -- one row = a request for care
  request_id    varchar not null,       -- unique
  patient_id    varchar not null,
  received_at   timestamp not null,
  received_day  date not null,
  site_id       varchar,
  service       varchar,
  urgency       varchar,                -- routine, urgent, emergency
  source        varchar,
  closed_at     timestamp,
  closed_day    date,                   -- may lie after the as-of date: then it is not closed yet
  close_reason  varchar
);
create table orders (                   -- one row = a return order
  order_id      varchar not null,       -- unique
  patient_id    varchar not null,
  ordered_at    timestamp not null,
  ordered_day   date not null,
  site_id       varchar,
  clinician_id  varchar,
  target_day    date,
  earliest_day  date,
  latest_day    date,                   -- the window as first ordered
  extended_to   date,                   -- as written, in time or not
  extended_day  date,                   -- replaces latest_day; null unless the extension was written in time
  extended_at   timestamp,              -- when the extension was written
  extended_at_day date,
  extension_reason varchar,
  closed_at     timestamp,
  closed_day    date,
  close_reason  varchar
);
create table appointments (             -- one row = an appointment
  appointment_id varchar not null,      -- unique
  patient_id    varchar not null,
  start_at      timestamp not null,
  start_day     date not null,
  status        varchar not null,       -- booked, attended, no_show, cancelled_by_patient, cancelled_by_clinic
  site_id       varchar,
  clinician_id  varchar,
  kind          varchar,                -- first, return, group, crisis, administrative_intake
  request_id    varchar,                -- null unless the link holds (records.md, rule 6)
  order_id      varchar,                -- likewise
  booked_at     timestamp,
  booked_day    date,
  minutes       double,
  cancelled_at  timestamp,
  cancelled_day date
);
create table offers (                   -- one row = a date put to a patient
  offer_id      varchar not null,
  offered_at    timestamp not null,
  offered_day   date not null,
  start_at      timestamp not null,
  start_day     date not null,
  answer        varchar not null,       -- accepted, declined, expired
  request_id    varchar,
  order_id      varchar,
  reason        varchar
);
create table contacts (                 -- one row = an attempt to reach a patient
  contact_id    varchar not null,
  patient_id    varchar not null,
  "at"          timestamp not null,
  at_day        date not null,
  about         varchar,
  channel       varchar,
  outcome       varchar
);
create table clinicians (               -- one row = a clinician
  clinician_id  varchar not null,
  site_id       varchar,
  discipline    varchar,
  fte           double,
  from_day      date,
  to_day        date
);
create table sites (                    -- one row = a clinic
  site_id       varchar not null,
  name          varchar,
  zone          varchar,
  calendar      varchar
);
create table protected_weeks (          -- one row = a clinician's week under a term that protects time
  week_id       varchar not null,       -- unique
  clinician_id  varchar not null,
  week_start_day date not null,         -- its Monday
  site_id       varchar,                -- the clinician's first clinic
  minutes_due   double,                 -- what the term asks for, pro rata, swaps counted
  minutes_kept  double,                 -- protected time of which nobody was away and over which no visit lay
  swaps_open    double                  -- agreed swaps that took time from this week and have not given it back yet
);
create table crisis_requests (          -- one row = a request for help at once
  crisis_id     varchar not null,       -- unique
  received_at   timestamp not null,
  received_day  date not null,
  urgency       varchar,                -- urgent, emergency
  site_id       varchar,
  patient_id    varchar,
  contacted_at  timestamp,              -- a clinician spoke with the person first
  contacted_day date,
  seen_at       timestamp,
  seen_day      date,
  transferred_at timestamp,             -- another service accepted the person
  transferred_day date,
  closed_at     timestamp,
  closed_day    date,
  outcome       varchar                 -- seen, transferred, not_reached, withdrawn
);
create table crisis_cover (             -- one row = a clinic's day
  cover_id      varchar not null,       -- unique
  site_id       varchar not null,
  cover_day     date not null,
  half_hours_open double,               -- opening half-hours
  half_hours_covered double             -- of those, with a named person all the time
);
