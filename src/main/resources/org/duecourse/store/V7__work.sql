-- The work between visits: rules of each clinic for its kinds of tasks, raising what is overdue, messages in, mail out.
create table task_rule (
  id bigint generated always as identity primary key,
  site_id text not null references site,
  kind text not null,
  due text not null,
  due_urgent text,
  pool text not null,
  minutes integer not null check (minutes between 1 and 480),
  priority integer not null check (priority between 0 and 100),
  escalate text,
  escalate_to text,
  closing text not null check (closing in ('booking', 'reached', 'note', 'desk')),
  in_use boolean not null,
  reason text not null check (length(reason) between 5 and 200),
  set_at timestamptz not null,
  set_by text not null,
  ended_at timestamptz,
  check ((escalate is null) = (escalate_to is null))
);
comment on table task_rule is 'What a clinic has set for a kind of task in place of what is shipped. one row = one setting; it is ended, never changed';
comment on column task_rule.id is 'Number';
comment on column task_rule.site_id is 'Which clinic';
comment on column task_rule.kind is 'Kind of task';
comment on column task_rule.due is 'By when: same day, N hours, N days, N business days, by its cause';
comment on column task_rule.due_urgent is 'By when if it is urgent; null: as usual';
comment on column task_rule.pool is 'Role that works it';
comment on column task_rule.minutes is 'About how long it takes';
comment on column task_rule.priority is '100 first';
comment on column task_rule.escalate is 'How long after it was due it is raised; null: never';
comment on column task_rule.escalate_to is 'Role that it is raised to';
comment on column task_rule.closing is 'What ends it: booking, reached, note, desk';
comment on column task_rule.in_use is 'False: no more tasks of this kind are entered by hand';
comment on column task_rule.reason is 'Why it was set';
comment on column task_rule.set_at is 'When';
comment on column task_rule.set_by is 'Account that set it';
comment on column task_rule.ended_at is 'When another one took its place; null: it stands';
create unique index task_rule_one on task_rule (site_id, kind) where ended_at is null;

alter table task add column clinician_id text references clinician;
alter table task add column closing text not null default 'note' check (closing in ('booking', 'reached', 'note', 'desk'));
alter table task add column urgent boolean not null default false;
alter table task add column escalate_at timestamptz;
alter table task add column escalate_to text;
alter table task add column escalated_at timestamptz;
comment on column task.clinician_id is 'The clinician whose work it is; null: anybody of the pool';
comment on column task.closing is 'What ends it, as the rule said when it was made';
comment on column task.urgent is 'Made as urgent';
comment on column task.escalate_at is 'When it is raised if it is still open; null: never';
comment on column task.escalate_to is 'Role that it is raised to';
comment on column task.escalated_at is 'When it was raised; null: it was not';
create index task_raise on task (escalate_at) where state = 'open' and escalated_at is null;
create index task_clinician on task (clinician_id, due_at) where state = 'open';

create sequence message_number start 3001;
create table message (
  id text primary key default 'M-' || nextval('message_number'),
  site_id text not null references site,
  patient_id text references patient,
  caller text not null default '' check (length(caller) <= 80),
  clinician_id text references clinician,
  channel text not null check (channel in ('phone', 'voicemail', 'email', 'portal', 'letter', 'in_person')),
  topic text not null check (topic in ('appointment', 'medication', 'paperwork', 'agency', 'care', 'other')),
  urgent boolean not null,
  body text not null check (length(body) <= 2000),
  received_at timestamptz not null,
  entered_at timestamptz not null,
  entered_by text not null,
  task_id bigint not null references task,
  erased_at timestamptz,
  check (patient_id is not null or caller <> '')
);
comment on table message is 'Messages and calls that came in. one row = one message; its task says who answers by when and what came of it';
comment on column message.id is 'Reference';
comment on column message.site_id is 'To which clinic';
comment on column message.patient_id is 'From or about whom; null: not known';
comment on column message.caller is 'How the caller is called until the record is known, or the agency that calls';
comment on column message.clinician_id is 'For which clinician; null: for the clinic';
comment on column message.channel is 'How it came';
comment on column message.topic is 'What about, in a word';
comment on column message.urgent is 'Answer the same day';
comment on column message.body is 'What was said or written; erased 90 days after it was answered';
comment on column message.received_at is 'When it came: the clock starts here';
comment on column message.entered_at is 'When it was entered';
comment on column message.entered_by is 'Account that entered it';
comment on column message.task_id is 'The task to answer it';
comment on column message.erased_at is 'When its text was erased; null: it is there';
create index message_task on message (task_id);
create index message_patient on message (patient_id);

create table mail (
  notice_id bigint primary key references notice on delete cascade,
  state text not null check (state in ('waiting', 'sent', 'failed')),
  tries integer not null default 0,
  next_at timestamptz not null,
  sent_at timestamptz,
  failure text
);
comment on table mail is 'Messages for patients that go out by e-mail. one row = one message; what fails comes to a person';
comment on column mail.notice_id is 'Which message';
comment on column mail.state is 'waiting, sent, failed';
comment on column mail.tries is 'How often it was tried';
comment on column mail.next_at is 'When it is tried next';
comment on column mail.sent_at is 'When a server took it';
comment on column mail.failure is 'Kind of the last failure, without an address';
create index mail_waiting on mail (next_at) where state = 'waiting';

update task set closing = 'booking' where state = 'open'
  and kind in ('book_first', 'book_return', 'rebook', 'no_show_outreach', 'other_clinic', 'move_displaced');
update task set closing = 'desk' where state = 'open' and kind in ('record_outcome', 'crisis_request', 'crisis_gap');
update task set closing = 'reached' where state = 'open' and kind = 'tell_new_time';
comment on column task.kind is 'Kind of task, in lower case; task-kinds.yaml says what each is';
