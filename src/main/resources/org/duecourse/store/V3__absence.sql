-- Displaced visits: planned moves instead of cancelling at once.
alter table absence add column planned boolean not null default false;
comment on column absence.planned is 'True: its visits stay booked until a plan moves them or it begins; false: they were cancelled when it was entered';

create table rebook_run (
  id bigint generated always as identity primary key,
  absence_id bigint not null references absence,
  made_at timestamptz not null,
  made_by text not null,
  reserve integer not null check (reserve between 0 and 20),
  points double precision not null,
  least double precision not null,
  prices jsonb not null,
  state text not null check (state in ('draft', 'applied', 'dropped')),
  applied_at timestamptz,
  applied_by text,
  version integer not null default 1,
  check ((state = 'applied') = (applied_at is not null))
);
comment on table rebook_run is 'Plans for the displaced visits of an absence. one row = one plan';
comment on column rebook_run.id is 'Number';
comment on column rebook_run.absence_id is 'The absence';
comment on column rebook_run.made_at is 'When it was solved last';
comment on column rebook_run.made_by is 'Account that asked for it';
comment on column rebook_run.reserve is 'Places of each clinic and day that are kept for crises';
comment on column rebook_run.points is 'What the plan costs, in points of the weights';
comment on column rebook_run.least is 'What no plan can cost less than';
comment on column rebook_run.prices is 'What a reserve of 0, 1, 2 and 3 places comes to';
comment on column rebook_run.state is 'draft: nobody was told; applied: the visits were moved; dropped: another plan took its place';
comment on column rebook_run.applied_at is 'When the visits were moved';
comment on column rebook_run.applied_by is 'Account that moved them';
comment on column rebook_run.version is 'Grows with each change';
create index rebook_run_absence on rebook_run (absence_id);

create table rebook_line (
  run_id bigint not null references rebook_run,
  appointment_id text not null references appointment,
  rank integer not null,
  harm_per_day double precision not null,
  place text,
  clinician_id text references clinician,
  site_id text references site,
  starts timestamptz,
  mode text check (mode in ('IN_PERSON', 'VIDEO', 'PHONE')),
  days_out integer,
  past_limit boolean,

  why text not null,
  alternatives jsonb not null default '[]',
  decision text not null check (decision in ('best', 'pinned', 'ask_clinician', 'refer_out', 'ask_patient')),
  pinned text,
  excluded text[] not null default '{}',
  result text check (result in ('moved', 'lost', 'left')),
  moved_to text references appointment,
  primary key (run_id, appointment_id)
);
comment on table rebook_line is 'Where a plan sends each displaced visit. one row = one visit of one plan';
comment on column rebook_line.run_id is 'The plan';
comment on column rebook_line.appointment_id is 'The displaced visit';
comment on column rebook_line.rank is '1: waiting does it most harm';
comment on column rebook_line.harm_per_day is 'Points that one more day costs';
comment on column rebook_line.place is 'Its place, as block and beginning; null: none';
comment on column rebook_line.clinician_id is 'With whom';
comment on column rebook_line.site_id is 'Where';
comment on column rebook_line.starts is 'When';
comment on column rebook_line.mode is 'How they meet';
comment on column rebook_line.days_out is 'Days past the window; negative before it';
comment on column rebook_line.past_limit is 'Whether it is past the last day that a law allows';
comment on column rebook_line.why is 'The parts of that cost, or the rules that keep every place from it';
comment on column rebook_line.alternatives is 'The next best places and what each would cost everybody together';
comment on column rebook_line.decision is 'best: as solved; pinned: by a person; ask_patient: moved once already, so the person is asked first';
comment on column rebook_line.pinned is 'The place that a person chose';
comment on column rebook_line.excluded is 'Places that a person ruled out';
comment on column rebook_line.result is 'lost: somebody else took the place meanwhile; left: not moved by this plan';
comment on column rebook_line.moved_to is 'The visit that came of it';
