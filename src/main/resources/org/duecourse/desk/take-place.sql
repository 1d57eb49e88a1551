-- Takes a place: visit, claims, closed tasks, audit and the answer to a repeated request, in one statement.
-- No row: the order or the block has changed since it was looked at. A double booking breaks no_double_booking.
with gate as (
  select o.id from visit_order o where o.id = :order and o.state = 'open' and o.version = :version for share
), supply as (
  select g.id from gate g
  where cast(:block as bigint) is null
     or exists (select 1 from block b where b.id = :block and b.state = 'active' for share)
), visit as (
  insert into appointment (id, order_id, patient_id, clinician_id, site_id, room_id, block_id, kind, mode, during, local_start,
      state, hold_until, in_window, days_out, override_reason, override_by, override_rules, replaces, channel, booked_at,
      booked_by, changed_by)
  select coalesce(cast(:visitId as text), 'V-' || nextval('appointment_number')), s.id, :patient, :clinician, :site, :room, :block, :kind, :mode, tstzrange(:start, :end), :localStart,
      :state, :holdUntil, :inWindow, :daysOut, :reason, :reasonBy, cast(:rules as text[]), :replaces, :channel, :bookedAt,
      :by, :by
  from supply s
  returning id
), claims as (
  insert into claim (resource, during, appointment_id, overlap_ok)
  select r.resource, tstzrange(:start, :end), v.id, r.overlap_ok
  from visit v, unnest(cast(:resources as bigint[]), cast(:overlaps as boolean[])) as r (resource, overlap_ok)
), tasks as (
  update task t set state = 'done', outcome = 'booked', closed_at = :now, closed_by = 'desk', version = t.version + 1
  from visit v
  where :state = 'booked' and t.order_id = :order and t.state = 'open'
    and t.closing = 'booking'
), noted as (
  insert into audit (at, actor, role, action, subject, patient_id, detail)
  select :now, :by, :role, :action, 'visit:' || v.id, :patient, cast(:detail as jsonb) from visit v
), remembered as (
  insert into idempotency (account, key, request_hash, answer, at)
  select :by, :key, :hash, jsonb_build_object('visit', v.id), :now from visit v where cast(:key as text) is not null
)
select id from visit
