-- How many visits are missed without a word.
-- one row = an appointment that was due by the as-of date   :as_of DATE, inclusive
-- Visits that were cancelled, by whomever, are no one's no-show; late cancellations are counted in late-cancel.
-- part: rows
select a.appointment_id, a.patient_id, a.site_id as site, a.clinician_id as clinician, a.kind, a.status,
  a.start_day as day,
  case
    when a.booked_day is null then 'not_known'
    when a.start_day <= a.booked_day then 'same_day'
    when a.start_day - a.booked_day <= 7 then '1-7'
    when a.start_day - a.booked_day <= 14 then '8-14'
    when a.start_day - a.booked_day <= 30 then '15-30'
    when a.start_day - a.booked_day <= 90 then '31-90'
    else 'over_90'
  end as lead_band,
  case
    when a.start_day > :as_of then 'not_due_yet'
    when a.status = 'booked' then 'never_closed_out'
    when a.status in ('cancelled_by_patient', 'cancelled_by_clinic') then 'cancelled'
  end as left_out
from appointments a
-- part: figures
count(*) as visits,
count(*) filter (where status = 'no_show') as no_show
