-- All that has to be known before a place is taken.   one row = the order, with what stands at the place
-- :order, :clinician, :site, :start, :room, :account, :key
select o.id, o.kind, o.patient_id, o.site_id as order_site, o.clinician_id, o.earliest, o.target, o.latest, o.legal_limit,
       o.weight, o.continuity, o.discipline, o.language, o.mode, o.minutes, o.state, o.version, o.close_reason,
       s.zone, s.hold_minutes,
       c.discipline as clinician_discipline, c.languages as clinician_languages, c.active as clinician_active,
       c.caseload_limit is null
         or (select count(distinct x.patient_id) from visit_order x where x.clinician_id = c.id and x.state = 'open')
            < c.caseload_limit as takes_new_patients,
       exists (select 1 from clinician_site cs where cs.clinician_id = c.id and cs.site_id = s.id) as works_there,
       cast(:room as text) is null or ro.id is not null as room_there,
       c.resource as clinician_resource, p.resource as patient_resource, ro.resource as room_resource,
       b.id as block_id, b.purpose, b.modes, b.release_at,
       case when b.purpose = 'PROTECTED' then protected_term_minutes(s.id,
         cast(cast(:start as timestamptz) at time zone s.zone as date)) is not null else false end as protected_by_term,
       h.id as ahead_id, h.state as ahead_state, h.booked_by as ahead_by, h.hold_until as ahead_until,
       i.answer ->> 'visit' as answered_visit, i.request_hash
from visit_order o
join site s on s.id = :site
join clinician c on c.id = :clinician
join patient p on p.id = o.patient_id
left join room ro on ro.id = :room and ro.site_id = s.id and ro.active
left join lateral (
  select b.id, b.purpose, b.modes, b.release_at from block b
  where b.clinician_id = c.id and b.site_id = s.id and b.state = 'active'
    and b.day = cast(cast(:start as timestamptz) at time zone s.zone as date)
    and b.during @> tstzrange(:start, :start + o.minutes * interval '1 minute')
  limit 1) b on true
left join appointment h on h.order_id = o.id and h.state in ('held', 'booked', 'arrived')
left join idempotency i on i.account = :account and i.key = :key
where o.id = :order
