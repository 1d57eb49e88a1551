-- How long it is from one attended visit to the next, where the next is a return visit.
-- one row = an attended visit of kind return   business days: ordinals of the table days
-- The visit before is the one just before it by start, then appointment_id, over all sites; an administrative intake is no
-- visit. If that lies on the same day the visit makes no interval.
-- part: rows
select v.appointment_id, v.patient_id, v.site_id as site, v.clinician_id as clinician, v.kind,
  v.start_day as day, v.previous_day as clock_start,
  this.ordinal - previous.ordinal as interval_business_days,
  v.start_day - v.previous_day as interval_days,
  previous.limit_business_days, previous.limit_days,
  case
    when v.previous_day is null then 'no_earlier_visit'
    when v.previous_day = v.start_day then 'previous_same_day'
  end as left_out
from (
  select appointment_id, patient_id, site_id, clinician_id, kind, start_day,
    lag(start_day) over (partition by patient_id order by start_at, appointment_id) as previous_day
  from appointments
  where status = 'attended' and kind is distinct from 'administrative_intake') v
join days this on this.day = v.start_day
left join days previous on previous.day = v.previous_day
where v.kind = 'return'
-- part: figures
count(*) as returns,
histogram(interval_business_days) as interval_business_days,
avg(interval_days) as interval_days_mean,
count(*) filter (where coalesce(interval_business_days <= limit_business_days, interval_days <= limit_days))
  as within_limit
