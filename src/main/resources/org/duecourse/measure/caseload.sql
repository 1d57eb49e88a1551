-- How many patients each clinician has in treatment: those with an open return order.
-- one row = a return order that is neither seen nor closed by the as-of date   :as_of DATE, inclusive
-- part: rows
select o.order_id, o.patient_id, o.site, o.clinician, o.ordered_day as day, o.state, null::varchar as left_out
from order_clocks o
where o.state in ('booked', 'unbooked')
-- part: figures
count(*) as open_orders,
count(distinct patient_id) as patients,
count(distinct clinician) as clinicians,
case when count(distinct clinician) > 0
  then count(distinct (clinician, patient_id)) filter (where clinician is not null) / count(distinct clinician) end
  as patients_per_clinician
