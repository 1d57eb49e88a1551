-- How many visits patients cancel too late for somebody else to have the time.
-- one row = an appointment that was due by the as-of date and not cancelled earlier   :as_of DATE, inclusive
-- Late: less than :late_cancel_hours hours before the start; where only days are known, on the day itself.
-- part: rows
select a.appointment_id, a.patient_id, a.site_id as site, a.clinician_id as clinician, a.kind, a.status,
  a.start_day as day, a.cancelled_at,
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
    when a.status = 'cancelled_by_clinic' then 'cancelled_by_clinic'
    when a.status = 'cancelled_by_patient' and a.cancelled_at is null then 'time_of_cancellation_not_known'
    when a.status = 'cancelled_by_patient'
      and a.cancelled_at <= a.start_at - interval 1 hour * :late_cancel_hours then 'cancelled_in_time'
  end as left_out
from appointments a
-- part: figures
count(*) as visits,
count(*) filter (where status = 'cancelled_by_patient') as late_cancelled
