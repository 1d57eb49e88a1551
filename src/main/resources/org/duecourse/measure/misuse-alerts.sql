-- Signs that records may mislead. An alert says that somebody should look; it proves nothing.
-- one row = something that can be judged, once for each alert   :as_of DATE, inclusive   thresholds: thresholds.yaml
-- blanket_extensions judges clinicians (each site apart) with at least :alert_least_cases orders; every other alert judges
-- orders, requests or visits and is raised by their share.
-- part: rows
select 'target_is_booked_day' as alert, o.order_id as id, o.site_id as site, o.clinician_id as clinician,
  o.ordered_day as day, o.target_day = b.booked_for as is_case,
  :alert_target_is_booked_share as threshold, false as each_is_judged, null::varchar as left_out
from orders o
join (
  select order_id,
    (min({'booked': coalesce(booked_at, timestamp '9999-12-31'), 'day': start_day})).day as booked_for
  from appointments
  where order_id is not null and kind is distinct from 'administrative_intake'
  group by order_id) b on b.order_id = o.order_id
where o.target_day is not null
union all
select 'blanket_extensions', clinician_id, site_id, clinician_id, null::date,
  count(*) filter (where extended_day is not null) > :alert_extended_share * count(*),
  :alert_extended_share, true, null::varchar
from orders
where clinician_id is not null
group by clinician_id, site_id
having count(*) >= :alert_least_cases
union all
select 'patient_cancelled_on_clinic_day', a.appointment_id, a.site_id, a.clinician_id, a.start_day, d.clinic_day,
  :alert_patient_cancelled_on_clinic_day_share, false, null::varchar
from appointments a
join (
  select clinician_id, start_day,
    count(*) >= :alert_clinic_day_visits
      and bool_and(status in ('cancelled_by_patient', 'cancelled_by_clinic')) as clinic_day
  from appointments
  where clinician_id is not null and start_day <= :as_of
  group by clinician_id, start_day) d on d.clinician_id = a.clinician_id and d.start_day = a.start_day
where a.status = 'cancelled_by_patient'
union all
select 'zero_day_waits', r.request_id, r.site, null::varchar, r.received_day, r.attended_day = r.received_day,
  :alert_zero_day_wait_share, false, null::varchar
from request_clocks r
where r.attended_day is not null
union all
select 'return_without_order', a.appointment_id, a.site_id, a.clinician_id, a.start_day, a.order_id is null,
  :alert_return_without_order_share, false, null::varchar
from appointments a
where a.status = 'attended' and a.kind = 'return'
union all
select 'first_without_request', a.appointment_id, a.site_id, a.clinician_id, a.start_day, a.request_id is null,
  :alert_first_without_request_share, false, null::varchar
from appointments a
where a.status = 'attended' and a.kind = 'first'
-- part: figures
count(*) as looked_at,
count(*) filter (where is_case) as cases,
any_value(threshold) as threshold,
case when any_value(each_is_judged) then count(*) filter (where is_case) > 0
  else count(*) >= :alert_least_cases and count(*) filter (where is_case) > any_value(threshold) * count(*) end as raised
