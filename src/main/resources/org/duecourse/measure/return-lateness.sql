-- How many days past its window a return order is seen, or still waits.
-- one row = a return order, the unbooked ones too   :as_of DATE, inclusive   calendar days
-- Decided: the latest day has come. Late: max(0, the day seen, else the as-of date, less the latest day).
-- part: rows
select o.order_id, o.patient_id, o.site, o.clinician, o.ordered_day as day,
  o.earliest_day, o.latest_day, o.extended, o.state, o.seen_day, o.closed_day,
  coalesce(o.latest_day <= :as_of, false) as decided,
  case when o.latest_day <= :as_of then greatest(0, coalesce(o.seen_day, :as_of) - o.latest_day) end as late_days,
  null::varchar as left_out
from order_clocks o
-- part: figures
count(*) as orders,
count(*) filter (where state = 'seen') as seen,
count(*) filter (where state = 'booked') as booked,
count(*) filter (where state = 'unbooked') as unbooked,
count(*) filter (where state = 'closed') as closed,
count(*) filter (where decided) as decided,
count(*) filter (where decided and seen_day <= latest_day and seen_day >= coalesce(earliest_day, seen_day)) as in_window,
histogram(late_days) as late_days,
count(*) filter (where extended) as extended,
count(*) filter (where latest_day is null) as without_window,
max(late_days) filter (where state in ('booked', 'unbooked') and late_days > 0) as longest_open_late_days
