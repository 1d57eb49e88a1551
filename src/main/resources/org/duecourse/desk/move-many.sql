-- Books many displaced visits at once; the old ones have ended before. What take-place.sql does for one: visit, claims,
-- closed tasks and audit, in one statement. A double booking breaks no_double_booking, and none is booked.
-- :rows, :now, :by, :role   one row = the visit that was replaced, and its successor
with wanted as (
  select * from jsonb_to_recordset(cast(:rows as jsonb)) as w (
    old text, order_id text, patient text, clinician text, site text, block bigint, kind text, mode text,
    starts timestamptz, ends timestamptz, local_start timestamp, in_window boolean, days_out integer,
    reason text, reason_by text, resources bigint[], detail jsonb)
), visit as (
  insert into appointment (order_id, patient_id, clinician_id, site_id, block_id, kind, mode, during, local_start, state,
      in_window, days_out, override_reason, override_by, replaces, channel, booked_at, booked_by, changed_by)
  select w.order_id, w.patient, w.clinician, w.site, w.block, w.kind, w.mode, tstzrange(w.starts, w.ends), w.local_start,
      'booked', w.in_window, w.days_out, w.reason, w.reason_by, w.old, 'absence', :now, :by, :by
  from wanted w
  returning id, order_id, patient_id, during, replaces
), claims as (
  insert into claim (resource, during, appointment_id)
  select r.resource, v.during, v.id
  from visit v join wanted w on w.old = v.replaces cross join lateral unnest(w.resources) as r (resource)
), tasks as (
  update task t set state = 'done', outcome = 'booked', closed_at = :now, closed_by = 'desk', version = t.version + 1
  from visit v
  where t.order_id = v.order_id and t.state = 'open' and t.closing = 'booking'
), booked as (
  insert into audit (at, actor, role, action, subject, patient_id, detail)
  select :now, :by, :role, 'visit.book', 'visit:' || v.id, v.patient_id, w.detail
  from visit v join wanted w on w.old = v.replaces
), moved as (
  insert into audit (at, actor, role, action, subject, patient_id, detail)
  select :now, :by, :role, 'visit.move', 'visit:' || v.replaces, v.patient_id, jsonb_build_object('to', v.id, 'by', 'CLINIC')
  from visit v
)
select id from visit
