-- Plans of absences: approved before they are applied, one at a time, with what was agreed; and the daily report of a strike.
alter table rebook_run drop constraint rebook_run_state_check;
alter table rebook_run add constraint rebook_run_state_check check (state in ('draft', 'approved', 'applied', 'dropped'));
alter table rebook_run add column approved_at timestamptz;
alter table rebook_run add column approved_by text;
alter table rebook_run add column notes text[] not null default '{}';
update rebook_run set approved_at = applied_at, approved_by = applied_by where state = 'applied';
alter table rebook_run add check ((approved_at is null) = (approved_by is null));
alter table rebook_run add check (state not in ('approved', 'applied') or approved_at is not null);
alter table rebook_run add check (state <> 'draft' or approved_at is null);
update rebook_run r set state = 'dropped' where state = 'draft'
  and exists (select 1 from rebook_run n where n.absence_id = r.absence_id and n.state = 'draft' and n.id > r.id);
create unique index rebook_run_one_open on rebook_run (absence_id) where state in ('draft', 'approved');
comment on column rebook_run.state is 'draft: nobody was told; approved: seen and agreed to, nobody was told; applied: the visits were moved; dropped: another plan took its place';
comment on column rebook_run.approved_at is 'When a manager agreed to it as it stands; any change makes it a draft again';
comment on column rebook_run.approved_by is 'Account that agreed to it';
comment on column rebook_run.notes is 'What became of earlier decisions that cannot be kept, in sentences without names';
comment on column rebook_run.prices is 'What a reserve of 0, 1, 2 and 3 places comes to, when the plan was made';

alter table rebook_line add column agreed_at timestamptz;
alter table rebook_line add column agreed_by text;
alter table rebook_line add column lost_why text;
alter table rebook_line add check ((agreed_at is null) = (agreed_by is null));
comment on column rebook_line.agreed_at is 'When the person agreed to be moved again';
comment on column rebook_line.agreed_by is 'Account that heard it';
comment on column rebook_line.lost_why is 'Why it could not be moved when the plan was applied';
comment on column rebook_line.decision is 'best: as solved; pinned: by a person; ask_patient: moved once already, so the person is asked first; ask_clinician, refer_out: another way';
comment on column rebook_line.result is 'moved; lost: it could not be moved any more; left: not moved by this plan';

-- The caseload of a clinician is asked at every booking.
create index visit_order_clinician on visit_order (clinician_id) where state = 'open';

create table strike_report (
  absence_id bigint not null references absence,
  day date not null,
  made_at timestamptz not null,
  source text not null,
  waiting integer not null,
  moved integer not null,
  counts jsonb not null,
  deviations jsonb not null,
  primary key (absence_id, day)
);
comment on table strike_report is 'The evening report of a strike: every promise to a person that was not kept that day. Only ever added to. one row = one absence and day';
comment on column strike_report.absence_id is 'The absence';
comment on column strike_report.day is 'The day, at the clinic';
comment on column strike_report.made_at is 'When it was made';
comment on column strike_report.source is 'Where the promises come from';
comment on column strike_report.waiting is 'People who had lost a visit and had no other';
comment on column strike_report.moved is 'People who had lost a visit and had another';
comment on column strike_report.counts is 'Each promise in words and how often it was not kept';
comment on column strike_report.deviations is 'Order, promise, since when; without names';
create trigger strike_report_is_kept before update or delete on strike_report for each row execute function refuse_change();
