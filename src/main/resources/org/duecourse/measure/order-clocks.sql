-- Every return order and what became of it.   one row = a return order   :as_of DATE, inclusive
-- latest_day: as extended, where it was extended in time. state: seen (an attended linked visit), booked (a visit after the
-- as-of date), closed (closed by then), unbooked (none of these). An administrative intake is no visit.
create or replace temp table order_clocks as
select o.order_id, o.patient_id, o.site_id as site, o.clinician_id as clinician, o.ordered_day,
  o.target_day, o.earliest_day, coalesce(o.extended_day, o.latest_day) as latest_day,
  o.extended_day is not null as extended, v.seen_day,
  case
    when v.seen_day is not null then 'seen'
    when v.booked then 'booked'
    when o.closed_day <= :as_of then 'closed'
    else 'unbooked'
  end as state,
  case when o.closed_day <= :as_of then o.closed_day end as closed_day
from orders o
left join (
  select order_id,
    min(start_day) filter (where status = 'attended') as seen_day,
    bool_or(status = 'booked') as booked
  from appointments
  where order_id is not null and kind is distinct from 'administrative_intake'
    and (status = 'attended' or (status = 'booked' and start_day > :as_of))
  group by order_id) v on v.order_id = o.order_id
