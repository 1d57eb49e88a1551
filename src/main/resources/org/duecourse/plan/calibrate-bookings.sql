-- What becomes of return bookings.   one row   bookings for days up to :as_of, whose end is known
-- A clinician is away on a day on which the clinic cancelled every visit, two or more; such cancellations are absence and nothing else.
with day_of as (
  select clinician_id, start_day, bool_and(status = 'cancelled_by_clinic') and count(*) > 1 as away
  from appointments
  where clinician_id is not null and start_day <= :as_of and status <> 'cancelled_by_patient'
  group by all
),
booking as (
  select a.*, coalesce(d.away, false) as away, start_day - booked_day as days_ahead,
         coalesce(order_id, request_id) as basis,
         cancelled_day is not null and cancelled_day < start_day as early
  from appointments a left join day_of d using (clinician_id, start_day)
  where a.start_day <= :as_of and a.status <> 'booked' and a.kind = 'return'
),
-- Whether somebody who missed or cancelled was booked again, or at least not given up.
again as (
  select b.appointment_id, b.status,
         exists (select 1 from appointments n
                 where n.order_id = b.order_id and n.appointment_id <> b.appointment_id
                   and n.booked_day >= coalesce(b.cancelled_day, b.start_day)) as booked_again,
         o.closed_day is not null and o.closed_day <= :as_of as closed
  from booking b join orders o on o.order_id = b.order_id
  where b.status in ('no_show', 'cancelled_by_patient')
)
select count(*) filter (where not away) as bookings,
       count(*) filter (where status = 'cancelled_by_patient' and not away) as by_patient,
       count(*) filter (where status = 'cancelled_by_patient' and days_ahead > 1 and not away and cancelled_day is not null) as by_patient_ahead,
       count(*) filter (where status = 'cancelled_by_patient' and days_ahead > 1 and not away and cancelled_day is not null and not early) as by_patient_late,
       count(*) filter (where days_ahead > 1 and not away) as bookings_ahead,
       count(*) filter (where status = 'cancelled_by_clinic' and days_ahead > 1 and not away) as by_clinic,
       (select count(*) from again where status = 'no_show' and (booked_again or closed)) as missed_decided,
       (select count(*) from again where status = 'no_show' and booked_again) as missed_again,
       (select count(*) from again where status = 'cancelled_by_patient' and (booked_again or closed)) as cancelled_decided,
       (select count(*) from again where status = 'cancelled_by_patient' and booked_again) as cancelled_again
from booking
