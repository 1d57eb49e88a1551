-- How long before a visit it is booked.
-- one row = an appointment that was due by the as-of date, whatever became of it   :as_of DATE, inclusive   calendar days
-- part: rows
select a.appointment_id, a.patient_id, a.site_id as site, a.clinician_id as clinician, a.kind, a.status,
  a.start_day as day, a.booked_day, a.start_day - a.booked_day as lead_days,
  case
    when a.booked_day is null then 'not_known'
    when a.start_day <= a.booked_day then 'same_day'
    when a.start_day - a.booked_day <= 7 then '1-7'
    when a.start_day - a.booked_day <= 14 then '8-14'
    when a.start_day - a.booked_day <= 30 then '15-30'
    when a.start_day - a.booked_day <= 90 then '31-90'
    else 'over_90'
  end as lead_band,
  case when a.start_day > :as_of then 'not_due_yet' when a.booked_day is null then 'booking_not_known' end as left_out
from appointments a
-- part: figures
count(*) as visits,
histogram(lead_days) as lead_days,
count(*) filter (where lead_days = 0) as same_day
