-- Crisis: who answers, and who waits for an answer.
create table crisis_cover (
  id bigint generated always as identity primary key,
  site_id text not null references site,
  clinician_id text not null references clinician,
  during tstzrange not null,
  how text not null check (how in ('in_person', 'phone')),
  named_by text not null,
  named_at timestamptz not null,
  ended_at timestamptz
);
comment on table crisis_cover is 'People named to answer crises beside the crisis time of their weeks. one row = one person named for one stretch of time';
comment on column crisis_cover.id is 'Number';
comment on column crisis_cover.site_id is 'For which clinic';
comment on column crisis_cover.clinician_id is 'Who';
comment on column crisis_cover.during is 'From when to when';
comment on column crisis_cover.how is 'In the clinic or by telephone';
comment on column crisis_cover.named_by is 'Account that named the person';
comment on column crisis_cover.named_at is 'When';
comment on column crisis_cover.ended_at is 'When it was taken back; null: it stands';
create index crisis_cover_site on crisis_cover using gist (site_id, during) where ended_at is null;

create sequence crisis_number start 1001;
create table crisis_request (
  id text primary key default 'C-' || nextval('crisis_number'),
  site_id text not null references site,
  patient_id text references patient,
  caller text not null default '' check (length(caller) <= 80),
  channel text not null check (channel in ('phone', 'walk_in', 'referral', 'message')),
  urgency text not null check (urgency in ('emergency', 'urgent')),
  received_at timestamptz not null,
  due_at timestamptz not null,
  entered_by text not null,
  contacted_at timestamptz,
  contacted_by text,
  seen_at timestamptz,
  seen_by text,
  transferred_to text check (length(transferred_to) between 2 and 120),
  transferred_at timestamptz,
  transferred_by text,
  accepted_by text,
  order_id text references visit_order,
  closed_at timestamptz,
  outcome text,
  version integer not null default 1,
  check ((seen_at is null) = (seen_by is null)),
  check ((transferred_at is null) = (transferred_to is null)),
  check (patient_id is not null or caller <> '')
);
comment on table crisis_request is 'People who asked for help at once. one row = one request';
comment on column crisis_request.id is 'Reference';
comment on column crisis_request.site_id is 'Where';
comment on column crisis_request.patient_id is 'Who; null: not yet known';
comment on column crisis_request.caller is 'How the person is called until the record is known; no more than is needed to call back';
comment on column crisis_request.channel is 'How it came';
comment on column crisis_request.urgency is 'emergency: within 4 hours; urgent: within 24 hours';
comment on column crisis_request.received_at is 'When it came: the clock starts here';
comment on column crisis_request.due_at is 'By when the person has to be seen';
comment on column crisis_request.entered_by is 'Account that entered it';
comment on column crisis_request.contacted_at is 'When a clinician spoke with the person first';
comment on column crisis_request.contacted_by is 'Who';
comment on column crisis_request.seen_at is 'When the person was seen';
comment on column crisis_request.seen_by is 'By whom';
comment on column crisis_request.transferred_to is 'Person or service that took over in a warm transfer';
comment on column crisis_request.transferred_at is 'When the other side accepted';
comment on column crisis_request.transferred_by is 'Account that handed over';
comment on column crisis_request.accepted_by is 'Who accepted there';
comment on column crisis_request.order_id is 'The return visit that was ordered after it';
comment on column crisis_request.closed_at is 'When nothing more was to be done';
comment on column crisis_request.outcome is 'seen, transferred, not_reached, withdrawn';
comment on column crisis_request.version is 'Grows with each change';
create index crisis_open on crisis_request (site_id, due_at) where closed_at is null;
