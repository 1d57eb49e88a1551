-- How long courses of treatment are.   one row = a number of attended visits, and whether the course ended after them
-- A course begins with an attended first visit in the log. It has ended when its last visit was followed by no return order
-- (or, in a log without orders, by no further booking for :quiet_days). A course that somebody left is open: its end tells
-- nothing about how long it would have been.
with attended as (
  select patient_id, start_day, kind,
         count(*) filter (where kind = 'first') over (partition by patient_id order by start_at, appointment_id) as course
  from appointments
  where status = 'attended' and kind in ('first', 'return') and start_day <= :as_of
),
course as (
  select patient_id, course, count(*) as visits, max(start_day) as last_day
  from attended
  where course > 0
  group by all
),
latest as (
  select patient_id, max(ordered_day) as ordered_day
  from orders
  where ordered_day <= :as_of
  group by all
),
later as (
  select patient_id, max(start_day) as booked_for
  from appointments
  where status = 'booked'
  group by all
)
select visits,
       case when :has_orders then last_day > coalesce(ordered_day, date '0001-01-01') or course < courses
            else course < courses or (:as_of - last_day > :quiet_days and coalesce(booked_for, last_day) <= :as_of) end as ended,
       count(*) as courses
from (select *, max(course) over (partition by patient_id) as courses from course)
  left join latest using (patient_id) left join later using (patient_id)
group by all
order by visits, ended
