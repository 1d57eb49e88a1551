-- How long it is from the first visit to the second, with those who have no second yet.
-- one row = an attended visit of kind first   :as_of DATE, inclusive; :as_of_ordinal its number in days
-- The second visit is the patient's next attended visit on a later day, of any kind but administrative intake.
-- part: rows
select f.appointment_id, f.patient_id, f.site_id as site, f.clinician_id as clinician,
  f.start_day as day, f.start_day as clock_start, s.second_day,
  s.second_day is null and b.patient_id is not null as second_booked,
  second.ordinal - first.ordinal as interval_business_days,
  s.second_day - f.start_day as interval_days,
  :as_of_ordinal - first.ordinal as business_days_so_far,
  :as_of - f.start_day as days_so_far,
  first.limit_business_days, first.limit_days,
  null::varchar as left_out
from (select * from appointments where status = 'attended' and kind = 'first') f
join days first on first.day = f.start_day
left join (
  select f.appointment_id, min(a.start_day) as second_day
  from appointments f
  join appointments a on a.patient_id = f.patient_id and a.start_day > f.start_day
  where f.status = 'attended' and f.kind = 'first'
    and a.status = 'attended' and a.kind is distinct from 'administrative_intake'
  group by f.appointment_id) s on s.appointment_id = f.appointment_id
left join days second on second.day = s.second_day
left join (
  select distinct patient_id
  from appointments
  where status = 'booked' and start_day > :as_of and kind is distinct from 'administrative_intake') b
  on b.patient_id = f.patient_id
-- part: figures
count(*) as first_visits,
count(*) filter (where second_day is not null) as seconds,
count(*) filter (where second_day is null) as no_second,
count(*) filter (where second_booked) as second_booked,
histogram(interval_business_days) as interval_business_days,
count(*) filter (where coalesce(business_days_so_far >= limit_business_days, days_so_far >= limit_days)) as decided,
count(*) filter (where coalesce(business_days_so_far >= limit_business_days, days_so_far >= limit_days)
  and coalesce(interval_business_days <= limit_business_days, interval_days <= limit_days)) as decided_met,
count(*) filter (where days_so_far >= 28) as decided_28_days,
count(*) filter (where days_so_far >= 28 and coalesce(interval_days, 10000) > 28) as over_28_days,
count(*) filter (where days_so_far >= 90) as decided_90_days,
count(*) filter (where days_so_far >= 90 and coalesce(interval_days, 10000) > 90) as over_90_days
