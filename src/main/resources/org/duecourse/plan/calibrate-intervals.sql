-- What clinicians order.   one row = days to the target, days before and after it in the window
-- Of each patient the first order after a first visit in the log, so that long courses do not count more than short ones.
with begun as (
  select patient_id, min(start_day) as began
  from appointments
  where kind = 'first' and status = 'attended' and start_day <= :as_of
  group by all
),
first_order as (
  select o.*, row_number() over (partition by patient_id order by ordered_at, order_id) as number
  from orders o join begun using (patient_id)
  where ordered_day >= began and ordered_day <= :as_of and target_day is not null
)
select target_day - ordered_day as days, coalesce(target_day - earliest_day, 0) as early,
       coalesce(latest_day - target_day, 0) as late, count(*) as orders
from first_order
where number = 1
group by all
order by orders desc, days, early, late
