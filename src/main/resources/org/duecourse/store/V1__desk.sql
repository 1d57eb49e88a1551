-- The desk's tables. Times are instants (timestamptz); what a person reads is in the zone of the site.
-- No clinical notes, diagnoses or billing are kept here.
create extension if not exists btree_gist;

create table site (
  id text primary key,
  name text not null,
  zone text not null,
  calendar text not null default 'us-ca.core',
  horizon_days integer not null default 396 check (horizon_days between 30 and 800),
  hold_minutes integer not null default 10 check (hold_minutes between 1 and 120),
  offers_by_staff boolean not null default false,
  offer_batch integer not null default 16 check (offer_batch between 1 and 200),
  offer_minutes integer not null default 240 check (offer_minutes between 5 and 10080),
  crisis_line text not null default '',
  active boolean not null default true,
  version integer not null default 1
);
comment on table site is 'Clinics. one row = one clinic';
comment on column site.id is 'Short reference, as in the access log';
comment on column site.name is 'What people call it';
comment on column site.zone is 'Time zone of the clinic, an IANA name';
comment on column site.calendar is 'Business days: the id of a shipped calendar';
comment on column site.horizon_days is 'How far ahead blocks are made, in days';
comment on column site.hold_minutes is 'How long a place is held while it is being booked';
comment on column site.offers_by_staff is 'Earlier times are offered by staff only, never by link';
comment on column site.offer_batch is 'People asked at once about one freed place';
comment on column site.offer_minutes is 'How long an offer of an earlier time stands';
comment on column site.crisis_line is 'Telephone number for people in crisis, shown on the patient''s page';
comment on column site.active is 'False: closed for good; its history stays';
comment on column site.version is 'Grows with each change; an edit names the version that it saw';

-- Whoever and whatever can be taken has a number of its own: an index over numbers and times is fast, one over texts is not.
create sequence resource_number;

create table clinician (
  id text primary key,
  name text not null,
  discipline text not null,
  languages text[] not null default '{en}',
  caseload_limit integer check (caseload_limit > 0),
  fte numeric(3,2) not null default 1.00 check (fte > 0 and fte <= 1),
  active boolean not null default true,
  version integer not null default 1,
  resource bigint not null unique default nextval('resource_number')
);
comment on table clinician is 'People who see patients. one row = one clinician';
comment on column clinician.resource is 'Number under which the time is taken, in claim';
comment on column clinician.id is 'Short reference, as in the access log';
comment on column clinician.name is 'Name as patients know it';
comment on column clinician.discipline is 'Profession: therapist, psychologist, psychiatrist, nurse, social_worker';
comment on column clinician.languages is 'Languages spoken with patients, ISO 639-1';
comment on column clinician.caseload_limit is 'Most people in care at once; null: no limit';
comment on column clinician.fte is 'Share of a full week';
comment on column clinician.active is 'False: left; history stays';
comment on column clinician.version is 'Grows with each change';

create table clinician_site (
  clinician_id text not null references clinician,
  site_id text not null references site,
  primary key (clinician_id, site_id)
);
comment on table clinician_site is 'Where clinicians work. one row = one clinician at one site';
comment on column clinician_site.clinician_id is 'Who';
comment on column clinician_site.site_id is 'Where';

create table room (
  id text primary key,
  site_id text not null references site,
  name text not null,
  active boolean not null default true,
  resource bigint not null unique default nextval('resource_number')
);
comment on table room is 'Rooms that can be booked. one row = one room';
comment on column room.resource is 'Number under which the time is taken, in claim';
comment on column room.id is 'Short reference';
comment on column room.site_id is 'Clinic';
comment on column room.name is 'Its sign on the door';
comment on column room.active is 'False: no longer used';

create table patient (
  id text primary key,
  given_name text not null,
  family_name text not null,
  born date,
  site_id text not null references site,
  language text not null default 'en',
  phone text,
  email text,
  contact_by text not null default 'phone' check (contact_by in ('phone', 'email', 'text', 'letter', 'none')),
  risk_flag boolean not null default false,
  merged_into text references patient,
  version integer not null default 1,
  created_at timestamptz not null,
  resource bigint not null unique default nextval('resource_number')
);
comment on table patient is 'People in care or asking for it. one row = one person';
comment on column patient.resource is 'Number under which the time is taken, in claim';
comment on column patient.id is 'Reference that says nothing of the person';
comment on column patient.given_name is 'Given name';
comment on column patient.family_name is 'Family name';
comment on column patient.born is 'Day of birth; null: not known';
comment on column patient.site_id is 'Home clinic';
comment on column patient.language is 'Language for messages and, where needed, an interpreter';
comment on column patient.phone is 'Telephone; null: none known';
comment on column patient.email is 'E-mail; null: none known';
comment on column patient.contact_by is 'How the person wants to be reached';
comment on column patient.risk_flag is 'A clinician has asked for same-day follow-up after a missed visit';
comment on column patient.merged_into is 'The record that this one was merged into';
comment on column patient.version is 'Grows with each change';
comment on column patient.created_at is 'When it was entered';

create table template (
  id bigint generated always as identity primary key,
  clinician_id text not null references clinician,
  site_id text not null references site,
  valid daterange not null,
  made_until date not null,
  created_at timestamptz not null,
  created_by text not null,
  exclude using gist (clinician_id with =, site_id with =, valid with &&)
);
comment on table template is 'A clinician''s ordinary week at one site, for a time. one row = one version of one week';
comment on column template.id is 'Number';
comment on column template.clinician_id is 'Whose week';
comment on column template.site_id is 'Where';
comment on column template.valid is 'Days on which it applies';
comment on column template.made_until is 'Last day for which its blocks were made';
comment on column template.created_at is 'When it was entered';
comment on column template.created_by is 'Account that entered it';

create table template_block (
  id bigint generated always as identity primary key,
  template_id bigint not null references template on delete cascade,
  weekday smallint not null check (weekday between 1 and 7),
  weeks text not null default 'every' check (weeks in ('every', 'odd', 'even')),
  local_start time not null,
  local_end time not null,
  purpose text not null check (purpose in ('FIRST', 'RETURN', 'CRISIS', 'PROTECTED', 'GROUP', 'ADMIN', 'BREAK')),
  place_minutes integer not null check (place_minutes between 5 and 480),
  modes text[] not null default '{IN_PERSON,VIDEO}',
  release_hours integer check (release_hours between 0 and 2000),
  check (local_end > local_start)
);
comment on table template_block is 'A piece of a week. one row = one weekday, from one wall-clock time to another';
comment on column template_block.id is 'Number';
comment on column template_block.template_id is 'Its week';
comment on column template_block.weekday is '1 Monday to 7 Sunday';
comment on column template_block.weeks is 'Which ISO weeks of the year';
comment on column template_block.local_start is 'Wall-clock beginning at the site';
comment on column template_block.local_end is 'Wall-clock end at the site';
comment on column template_block.purpose is 'What the time is for';
comment on column template_block.place_minutes is 'Length of a place in it';
comment on column template_block.modes is 'Ways to meet';
comment on column template_block.release_hours is 'A kept place becomes one for anybody so many hours before it begins; null: never';

create table block (
  id bigint generated always as identity primary key,
  clinician_id text not null references clinician,
  site_id text not null references site,
  day date not null,
  local_start time not null,
  local_end time not null,
  during tstzrange not null,
  purpose text not null check (purpose in ('FIRST', 'RETURN', 'CRISIS', 'PROTECTED', 'GROUP', 'ADMIN', 'BREAK')),
  place_minutes integer not null,
  modes text[] not null,
  release_at timestamptz,
  template_block_id bigint references template_block on delete set null,
  state text not null default 'active' check (state in ('active', 'absent', 'closed', 'replaced', 'removed')),
  version integer not null default 1,
  changed_xid xid8 not null default pg_current_xact_id(),
  resource bigint not null,
  exclude using gist (resource with =, during with &&) where (state = 'active')
);
comment on table block is 'Supply: a clinician''s time on a day, made from a template or by hand. one row = one stretch of time';
comment on column block.id is 'Number';
comment on column block.clinician_id is 'Whose time';
comment on column block.site_id is 'Where';
comment on column block.day is 'Day at the site';
comment on column block.local_start is 'Wall-clock beginning as the template says it';
comment on column block.local_end is 'Wall-clock end as the template says it';
comment on column block.during is 'The same as instants';
comment on column block.purpose is 'What the time is for';
comment on column block.place_minutes is 'Length of a place in it';
comment on column block.modes is 'Ways to meet';
comment on column block.release_at is 'When kept places become places for anybody; null: never';
comment on column block.template_block_id is 'Where it came from; null: made by hand';
comment on column block.state is 'Only active blocks offer places';
comment on column block.version is 'Grows with each change';
comment on column block.resource is 'The number of the clinician';
comment on column block.changed_xid is 'Transaction of the last change, for readers in memory';
create index block_day on block (site_id, day);
create index block_clinician_day on block (clinician_id, day) where state = 'active';
create index block_changed on block (changed_xid);

create table absence (
  id bigint generated always as identity primary key,
  site_id text references site,
  clinician_id text references clinician,
  during tstzrange not null,
  kind text not null check (kind in ('illness', 'leave', 'closure', 'strike', 'other')),
  declared_at timestamptz not null,
  declared_by text not null,
  withdrawn_at timestamptz,
  check (site_id is not null or clinician_id is not null)
);
comment on table absence is 'Time without somebody, or without a site. one row = one notice';
comment on column absence.id is 'Number';
comment on column absence.site_id is 'The whole site, or null';
comment on column absence.clinician_id is 'One clinician, or null: everybody at the site';
comment on column absence.during is 'From when to when';
comment on column absence.kind is 'Why';
comment on column absence.declared_at is 'When it was entered';
comment on column absence.declared_by is 'Account that entered it';
comment on column absence.withdrawn_at is 'When it was taken back; null: it stands';

create sequence order_number start 2001;
create table visit_order (
  id text primary key default 'R-' || nextval('order_number'),
  kind text not null check (kind in ('FIRST', 'RETURN', 'CRISIS', 'GROUP')),
  patient_id text not null references patient,
  site_id text not null references site,
  ordered_at timestamptz not null,
  ordered_by text not null,
  clinician_id text references clinician,
  anchor date,
  earliest date not null,
  target date not null,
  latest date not null,
  ordered_latest date not null,
  legal_limit date,
  legal_rule text,
  weight integer not null default 3 check (weight between 1 and 10),
  harm_profile text not null default 'usual' check (harm_profile in ('usual', 'risk', 'medication', 'post_discharge')),
  continuity text not null default 'PREFERRED' check (continuity in ('REQUIRED', 'PREFERRED', 'NONE')),
  discipline text,
  language text,
  mode text check (mode in ('IN_PERSON', 'VIDEO', 'PHONE')),
  minutes integer not null default 45 check (minutes between 5 and 480),
  urgency text not null default 'routine' check (urgency in ('routine', 'urgent', 'emergency')),
  series_id text,
  series_no integer,
  earlier_list boolean not null default false,
  earlier_notice_hours integer not null default 24 check (earlier_notice_hours between 0 and 720),
  state text not null default 'open' check (state in ('open', 'done', 'closed', 'superseded')),
  closed_at timestamptz,
  closed_by text,
  close_reason text,
  supersedes text references visit_order,
  version integer not null default 1,
  check (earliest <= target and target <= latest),
  check ((state = 'open') = (closed_at is null))
);
comment on table visit_order is 'Requests for a first visit and return-to-clinic orders. one row = one order';
comment on column visit_order.id is 'Reference, as on every page';
comment on column visit_order.kind is 'What kind of visit';
comment on column visit_order.patient_id is 'For whom';
comment on column visit_order.site_id is 'Where the person is seen';
comment on column visit_order.ordered_at is 'When it was requested or ordered: the clock starts here';
comment on column visit_order.ordered_by is 'Account that entered it';
comment on column visit_order.clinician_id is 'The clinician who orders and, for returns, sees the patient; null: none yet';
comment on column visit_order.anchor is 'Day of the visit at which it was ordered; null for first visits';
comment on column visit_order.earliest is 'First day of the window';
comment on column visit_order.target is 'Best day of the window';
comment on column visit_order.latest is 'Last day of the window, with extensions';
comment on column visit_order.ordered_latest is 'Last day of the window as first ordered';
comment on column visit_order.legal_limit is 'Last day that the law allows; null: no rule applies, or the clinician ordered a longer interval';
comment on column visit_order.legal_rule is 'Id of that rule';
comment on column visit_order.weight is 'How much a day of lateness matters';
comment on column visit_order.harm_profile is 'Why lateness matters';
comment on column visit_order.continuity is 'Whether it has to be the own clinician';
comment on column visit_order.discipline is 'Profession asked for; null: any';
comment on column visit_order.language is 'Language that the clinician has to speak; null: any';
comment on column visit_order.mode is 'The only way to meet; null: any';
comment on column visit_order.minutes is 'Length of the visit';
comment on column visit_order.urgency is 'As triaged';
comment on column visit_order.series_id is 'Orders of one series share it; null: single';
comment on column visit_order.series_no is 'Place in the series, from 1';
comment on column visit_order.earlier_list is 'The patient wants to hear of earlier times';
comment on column visit_order.earlier_notice_hours is 'Notice that the patient needs';
comment on column visit_order.state is 'Open until a visit took place or somebody closed it';
comment on column visit_order.closed_at is 'When it stopped to be open';
comment on column visit_order.closed_by is 'Who closed it';
comment on column visit_order.close_reason is 'Why: seen, patient_declined, no_contact, referred_out, not_needed, entered_in_error, superseded';
comment on column visit_order.supersedes is 'The order that this one replaces';
comment on column visit_order.version is 'Grows with each change';
create index visit_order_patient on visit_order (patient_id);
create index visit_order_open on visit_order (site_id, latest) where state = 'open';

create table extension (
  id bigint generated always as identity primary key,
  order_id text not null references visit_order,
  author text not null,
  at timestamptz not null,
  reason text not null check (length(trim(reason)) >= 5),
  from_latest date not null,
  to_latest date not null,
  check (to_latest > from_latest)
);
comment on table extension is 'A clinician''s note that a longer wait does no harm. one row = one extension';
comment on column extension.id is 'Number';
comment on column extension.order_id is 'Which order';
comment on column extension.author is 'Account of the clinician';
comment on column extension.at is 'When it was written';
comment on column extension.reason is 'Why it does no harm';
comment on column extension.from_latest is 'Last day before';
comment on column extension.to_latest is 'Last day after';

create table group_session (
  id bigint generated always as identity primary key,
  block_id bigint references block,
  site_id text not null references site,
  clinician_id text not null references clinician,
  title text not null,
  during tstzrange not null,
  seats integer not null check (seats between 1 and 60),
  min_people integer not null default 1,
  state text not null default 'planned' check (state in ('planned', 'held', 'cancelled'))
);
comment on table group_session is 'A group meeting with seats. one row = one meeting';
comment on column group_session.id is 'Number';
comment on column group_session.block_id is 'Time of the clinician that it lies in';
comment on column group_session.site_id is 'Where';
comment on column group_session.clinician_id is 'Who leads it';
comment on column group_session.title is 'What staff call it; never shown to outsiders';
comment on column group_session.during is 'When';
comment on column group_session.seats is 'Most people';
comment on column group_session.min_people is 'Fewest people for it to take place';
comment on column group_session.state is 'What became of it';

create sequence appointment_number start 5001;
create table appointment (
  id text primary key default 'V-' || nextval('appointment_number'),
  order_id text not null references visit_order,
  patient_id text not null references patient,
  clinician_id text not null references clinician,
  site_id text not null references site,
  room_id text references room,
  block_id bigint references block,
  group_session_id bigint references group_session,
  seat integer,
  kind text not null check (kind in ('FIRST', 'RETURN', 'CRISIS', 'GROUP')),
  mode text not null check (mode in ('IN_PERSON', 'VIDEO', 'PHONE')),
  during tstzrange not null,
  local_start timestamp not null,
  state text not null check (state in ('held', 'booked', 'arrived', 'attended', 'no_show', 'cancelled_by_patient', 'cancelled_by_clinic', 'lapsed')),
  hold_until timestamptz,
  in_window boolean not null,
  days_out integer not null default 0,
  override_reason text,
  override_by text,
  override_rules text[] not null default '{}',
  replaces text references appointment,
  channel text not null default 'staff',
  booked_at timestamptz,
  booked_by text not null,
  cancelled_at timestamptz,
  cancel_reason text,
  changed_by text not null,
  version integer not null default 1,
  check ((state = 'held') = (hold_until is not null)),
  check ((override_reason is null) = (override_by is null)),
  check (in_window or override_reason is not null or state in ('held', 'lapsed'))
);
comment on table appointment is 'Visits: held, booked, and what became of them. one row = one visit at one time';
comment on column appointment.id is 'Reference';
comment on column appointment.order_id is 'The order that it answers';
comment on column appointment.patient_id is 'Who comes';
comment on column appointment.clinician_id is 'Who sees the person';
comment on column appointment.site_id is 'Where';
comment on column appointment.room_id is 'Room; null: none needed or not yet known';
comment on column appointment.block_id is 'The supply that it uses; null: outside all blocks, by override';
comment on column appointment.group_session_id is 'Its group; null: single visit';
comment on column appointment.seat is 'Its seat in the group';
comment on column appointment.kind is 'What kind of visit';
comment on column appointment.mode is 'How they meet';
comment on column appointment.during is 'When';
comment on column appointment.local_start is 'Wall-clock beginning promised to the patient';
comment on column appointment.state is 'What became of it; lapsed: a hold that ended';
comment on column appointment.hold_until is 'End of the hold, while held';
comment on column appointment.in_window is 'Inside the window, by the order as it was when booked';
comment on column appointment.days_out is 'Days outside the window when booked; negative: before it';
comment on column appointment.override_reason is 'Why a rule was set aside';
comment on column appointment.override_by is 'Who set it aside, with the role';
comment on column appointment.override_rules is 'Which rules were set aside';
comment on column appointment.replaces is 'The visit that was moved here';
comment on column appointment.channel is 'How it was booked: staff, patient_link, interface, import';
comment on column appointment.booked_at is 'When it was booked; null: only held';
comment on column appointment.booked_by is 'Account';
comment on column appointment.cancelled_at is 'When it was cancelled';
comment on column appointment.cancel_reason is 'Why';
comment on column appointment.changed_by is 'Account of the last change';
comment on column appointment.version is 'Grows with each change';
create unique index appointment_one_ahead on appointment (order_id) where state in ('held', 'booked', 'arrived');
create unique index appointment_seat on appointment (group_session_id, seat) where state in ('held', 'booked', 'arrived', 'attended', 'no_show');
create index appointment_patient on appointment (patient_id);
create index appointment_clinician on appointment (clinician_id, (lower(during)));
create index appointment_site on appointment (site_id, (lower(during)));

create table claim (
  id bigint generated always as identity primary key,
  resource bigint not null,
  during tstzrange not null,
  appointment_id text references appointment,
  group_session_id bigint references group_session,
  active boolean not null default true,
  overlap_ok boolean not null default false,
  changed_xid xid8 not null default pg_current_xact_id(),
  check ((appointment_id is null) <> (group_session_id is null)),
  constraint no_double_booking exclude using gist (resource with =, during with &&) where (active and not overlap_ok)
);
comment on table claim is 'Who and what is taken when. one row = one clinician, room or patient taken for one visit or group';
comment on column claim.id is 'Number';
comment on column claim.resource is 'Who or what: the number of a clinician, a room or a patient';
comment on column claim.during is 'When';
comment on column claim.appointment_id is 'For which visit';
comment on column claim.group_session_id is 'Or for which group';
comment on column claim.active is 'False: given back';
comment on column claim.overlap_ok is 'True: a named role allowed an overlap, with a reason at the visit';
comment on column claim.changed_xid is 'Transaction of the last change, for readers in memory';
create index claim_appointment on claim (appointment_id);
create index claim_changed on claim (changed_xid);
create index claim_overlaps on claim using gist (resource, during) where (active and overlap_ok);

create table task (
  id bigint generated always as identity primary key,
  kind text not null,
  site_id text not null references site,
  pool text not null,
  owner text,
  patient_id text references patient,
  order_id text references visit_order,
  appointment_id text references appointment,
  why text not null,
  not_before timestamptz,
  due_at timestamptz not null,
  priority integer not null default 50 check (priority between 0 and 100),
  minutes integer not null default 5,
  state text not null default 'open' check (state in ('open', 'done', 'dropped')),
  outcome text,
  created_at timestamptz not null,
  closed_at timestamptz,
  closed_by text,
  dedupe text not null,
  version integer not null default 1
);
comment on table task is 'What somebody has to do by when. one row = one task';
comment on column task.id is 'Number';
comment on column task.kind is 'book_first, book_return, rebook, no_show_outreach, ask_extension, refer_out, other_clinic, record_outcome, confirm_overlap';
comment on column task.site_id is 'Which clinic''s list';
comment on column task.pool is 'Role that works it';
comment on column task.owner is 'Account that took it; null: anybody of the pool';
comment on column task.patient_id is 'About whom';
comment on column task.order_id is 'About which order';
comment on column task.appointment_id is 'About which visit';
comment on column task.why is 'Why it is here, in a sentence without names';
comment on column task.not_before is 'Not shown before';
comment on column task.due_at is 'By when';
comment on column task.priority is '100 first';
comment on column task.minutes is 'About how long it takes';
comment on column task.state is 'dropped: no longer needed';
comment on column task.outcome is 'What came of it';
comment on column task.created_at is 'When it came';
comment on column task.closed_at is 'When it was closed';
comment on column task.closed_by is 'By whom; ''desk'' where a booking closed it';
comment on column task.dedupe is 'Two open tasks never share it';
comment on column task.version is 'Grows with each change';
create unique index task_once on task (dedupe) where state = 'open';
create index task_list on task (site_id, due_at) where state = 'open';
create index task_order on task (order_id) where state = 'open';

create sequence offer_number start 7001;
create table offer (
  id text primary key default 'F-' || nextval('offer_number'),
  order_id text not null references visit_order,
  patient_id text not null references patient,
  block_id bigint references block,
  clinician_id text not null references clinician,
  site_id text not null references site,
  mode text not null check (mode in ('IN_PERSON', 'VIDEO', 'PHONE')),
  during tstzrange not null,
  offered_at timestamptz not null,
  offered_by text not null,
  channel text not null check (channel in ('staff', 'link')),
  expires_at timestamptz not null,
  batch text,
  token_hash bytea unique,
  answer text check (answer in ('accepted', 'declined', 'expired', 'gone')),
  answered_at timestamptz,
  reason text check (reason in ('time', 'person', 'mode', 'not_needed', 'later', 'not_said')),
  appointment_id text references appointment
);
comment on table offer is 'Times that a patient was offered, and the answer. one row = one time offered to one person';
comment on column offer.id is 'Reference';
comment on column offer.order_id is 'For which order';
comment on column offer.patient_id is 'To whom';
comment on column offer.block_id is 'Where the place lies';
comment on column offer.clinician_id is 'With whom';
comment on column offer.site_id is 'Where';
comment on column offer.mode is 'How they would meet';
comment on column offer.during is 'When';
comment on column offer.offered_at is 'When it was offered';
comment on column offer.offered_by is 'Account, or ''desk''';
comment on column offer.channel is 'How';
comment on column offer.expires_at is 'Until when it stands';
comment on column offer.batch is 'Offers of one freed place share it; null: offered singly';
comment on column offer.token_hash is 'SHA-256 of the patient''s link; null: by staff';
comment on column offer.answer is 'gone: somebody else was first; null: none yet';
comment on column offer.answered_at is 'When';
comment on column offer.reason is 'Why declined';
comment on column offer.appointment_id is 'The visit that came of it';
create index offer_order on offer (order_id);
create index offer_open on offer (batch) where answer is null;
create index offer_expiry on offer (expires_at) where answer is null;

create table freed_place (
  id bigint generated always as identity primary key,
  block_id bigint not null references block,
  clinician_id text not null references clinician,
  site_id text not null references site,
  during tstzrange not null,
  freed_at timestamptz not null,
  state text not null default 'new' check (state in ('new', 'offered', 'filled', 'ended')),
  batches integer not null default 0
);
comment on table freed_place is 'Places that were given back and can be offered to people who want an earlier time. one row = one place';
comment on column freed_place.id is 'Number';
comment on column freed_place.block_id is 'Where it lies';
comment on column freed_place.clinician_id is 'Whose time';
comment on column freed_place.site_id is 'Where';
comment on column freed_place.during is 'When';
comment on column freed_place.freed_at is 'When it was given back';
comment on column freed_place.state is 'How far it is';
comment on column freed_place.batches is 'Rounds of offers so far';
create index freed_place_work on freed_place (freed_at) where state in ('new', 'offered');

create table notice (
  id bigint generated always as identity primary key,
  patient_id text not null references patient,
  kind text not null,
  order_id text references visit_order,
  offer_id text references offer,
  token text,
  created_at timestamptz not null,
  told_at timestamptz,
  told_by text
);
comment on table notice is 'Messages for patients, in the order to be sent. one row = one message';
comment on column notice.id is 'Number';
comment on column notice.patient_id is 'To whom';
comment on column notice.kind is 'offer, offer_gone, booked, cancelled_by_clinic';
comment on column notice.order_id is 'About which order';
comment on column notice.offer_id is 'About which offer';
comment on column notice.token is 'The secret part of the link in the message; emptied when it was told';
comment on column notice.created_at is 'When';
comment on column notice.told_at is 'When it was sent or said';
comment on column notice.told_by is 'By whom';

create table search_record (
  id bigint generated always as identity primary key,
  order_id text not null references visit_order,
  at timestamptz not null,
  by text not null,
  step text not null,
  shown jsonb not null,
  removed jsonb not null
);
comment on table search_record is 'What was shown to the person who booked, and what the rules removed. one row = one search';
comment on column search_record.id is 'Number';
comment on column search_record.order_id is 'For which order';
comment on column search_record.at is 'When';
comment on column search_record.by is 'Account';
comment on column search_record.step is 'How far the search had to widen';
comment on column search_record.shown is 'Times shown, with cost parts';
comment on column search_record.removed is 'Rule and how many openings it removed';
create index search_record_order on search_record (order_id);

create table idempotency (
  account text not null,
  key text not null,
  request_hash bytea not null,
  answer jsonb not null,
  at timestamptz not null,
  primary key (account, key)
);
comment on table idempotency is 'Answers already given, so that sending twice does once. one row = one key of one account';
comment on column idempotency.account is 'Who sent it';
comment on column idempotency.key is 'The sender''s key';
comment on column idempotency.request_hash is 'SHA-256 of what was asked';
comment on column idempotency.answer is 'What was answered';
comment on column idempotency.at is 'When';
create index idempotency_age on idempotency using brin (at);

create table audit (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  actor text not null,
  role text not null,
  action text not null,
  subject text not null,
  patient_id text,
  detail jsonb not null default '{}'
);
comment on table audit is 'Every change, and every reading of a person''s record; only ever added to. one row = one act';
comment on column audit.id is 'Number';
comment on column audit.at is 'When';
comment on column audit.actor is 'Account, ''patient'' by a link, or ''desk''';
comment on column audit.role is 'Role in which it was done';
comment on column audit.action is 'What: order.create, visit.book, patient.read …';
comment on column audit.subject is 'Kind and reference: order:R-2041';
comment on column audit.patient_id is 'Whose record, if anybody''s';
comment on column audit.detail is 'What changed, without names';
create index audit_patient on audit (patient_id, at) where patient_id is not null;
create index audit_subject on audit (subject);
create index audit_time on audit using brin (at);

-- Nobody changes the audit: the application's role has no right to, and the owner meets this.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'The table % is only ever added to.', tg_table_name using errcode = 'insufficient_privilege';
end $$;
create trigger audit_is_kept before update or delete on audit for each row execute function refuse_change();
create trigger audit_is_kept_whole before truncate on audit for each statement execute function refuse_change();
create trigger extension_is_kept before update or delete on extension for each row execute function refuse_change();

-- An ordinary claim does not lie over an overlap that was allowed to somebody else. A plan made while the tables were
-- empty would read them whole for ever after; here and below the indexes are always taken.
create function refuse_under_overlap() returns trigger language plpgsql set enable_seqscan = off as $$
begin
  if new.active and not new.overlap_ok and exists (
      select 1 from claim c where c.active and c.overlap_ok and c.resource = new.resource
        and c.during && new.during and c.appointment_id is distinct from new.appointment_id) then
    raise exception 'The time is taken by a visit that was allowed to overlap.'
      using errcode = 'exclusion_violation', constraint = 'no_double_booking';
  end if;
  return new;
end $$;
create trigger claim_respects_overlaps before insert or update of active, during on claim
  for each row execute function refuse_under_overlap();

-- A group has no more people than seats.
create function refuse_extra_seat() returns trigger language plpgsql as $$
begin
  if new.seat is null or new.seat < 1
      or new.seat > (select g.seats from group_session g where g.id = new.group_session_id) then
    raise exception 'The group has no seat %.', new.seat using errcode = 'check_violation', constraint = 'appointment_seat';
  end if;
  return new;
end $$;
create trigger appointment_has_a_seat before insert or update of seat, group_session_id on appointment
  for each row when (new.group_session_id is not null) execute function refuse_extra_seat();

-- No orphan order: at every commit an open order has a visit ahead or an open task (rule 2 of the design).
create function refuse_orphan_order() returns trigger language plpgsql set enable_seqscan = off as $$
declare
  touched text[] := array[]::text[];
  orphan text;
begin
  if tg_table_name = 'visit_order' then
    touched := array[new.id];
  else
    if tg_op <> 'DELETE' then touched := touched || new.order_id; end if;
    if tg_op <> 'INSERT' then touched := touched || old.order_id; end if;
  end if;
  foreach orphan in array touched loop
    if exists (select 1 from visit_order o where o.id = orphan and o.state = 'open')
        and not exists (select 1 from appointment a where a.order_id = orphan and a.state in ('booked', 'arrived'))
        and not exists (select 1 from task t where t.order_id = orphan and t.state = 'open') then
      raise exception 'Order % would have neither a visit ahead nor an open task.', orphan
        using errcode = 'check_violation', constraint = 'no_orphan_order';
    end if;
  end loop;
  return null;
end $$;
create constraint trigger no_orphan_order after insert or update of state on visit_order
  deferrable initially deferred for each row when (new.state = 'open') execute function refuse_orphan_order();
create constraint trigger no_orphan_visit after update of state, order_id or delete on appointment
  deferrable initially deferred for each row execute function refuse_orphan_order();
create constraint trigger no_orphan_task after update of state, order_id or delete on task
  deferrable initially deferred for each row execute function refuse_orphan_order();

-- Readers in memory ask for what changed since they last looked.
create function note_change() returns trigger language plpgsql as $$
begin
  new.changed_xid := pg_current_xact_id();
  return new;
end $$;
create trigger claim_changes before update on claim for each row execute function note_change();
create function number_block() returns trigger language plpgsql as $$
begin
  new.resource := (select c.resource from clinician c where c.id = new.clinician_id);
  return new;
end $$;
create trigger block_has_a_number before insert or update of clinician_id on block
  for each row execute function number_block();
create trigger block_changes before update on block for each row execute function note_change();

-- After many rows came at once, PostgreSQL looks at the tables anew; the application's role may ask for it.
create function look_at_tables_anew() returns void language plpgsql security definer set search_path from current as $$
declare
  name text;
begin
  for name in select tablename from pg_tables where schemaname = current_schema() loop
    execute format('analyze %I', name);
  end loop;
end $$;
