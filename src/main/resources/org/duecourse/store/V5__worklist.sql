-- The work between visits: attempts to reach people.
create table contact_attempt (
  id bigint generated always as identity primary key,
  task_id bigint not null references task,
  patient_id text not null references patient,
  order_id text references visit_order,
  at timestamptz not null,
  by text not null,
  channel text not null check (channel in ('phone', 'text', 'email', 'letter', 'in_person')),
  outcome text not null check (outcome in ('reached', 'no_answer', 'left_message', 'wrong_number', 'sent'))
);
comment on table contact_attempt is 'Attempts to reach people. one row = one attempt';
comment on column contact_attempt.id is 'Number';
comment on column contact_attempt.task_id is 'The task that it was made for';
comment on column contact_attempt.patient_id is 'Whom';
comment on column contact_attempt.order_id is 'About which order';
comment on column contact_attempt.at is 'When';
comment on column contact_attempt.by is 'Account that tried';
comment on column contact_attempt.channel is 'How';
comment on column contact_attempt.outcome is 'What came of it; sent: a letter or message on its way';
create index contact_attempt_task on contact_attempt (task_id);
create index contact_attempt_order on contact_attempt (order_id, at);
