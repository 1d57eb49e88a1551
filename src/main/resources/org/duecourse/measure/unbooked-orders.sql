-- Return orders that are neither seen nor booked, by how far past their target they are.
-- one row = an order neither seen, booked nor closed   :as_of DATE, inclusive   calendar days
-- An order without a target counts from its latest day, else its earliest; with none of them it has the band no_target.
-- part: rows
select o.order_id, o.patient_id, o.site, o.clinician, o.ordered_day as day, o.due_day, o.past_days,
  case
    when o.past_days is null then 'no_target'
    when o.past_days <= 0 then 'not_due'
    when o.past_days <= 7 then '1-7'
    when o.past_days <= 14 then '8-14'
    when o.past_days <= 30 then '15-30'
    when o.past_days <= 90 then '31-90'
    else 'over_90'
  end as band,
  null::varchar as left_out
from (
  select *, coalesce(target_day, latest_day, earliest_day) as due_day,
    :as_of - coalesce(target_day, latest_day, earliest_day) as past_days
  from order_clocks
  where state = 'unbooked') o
-- part: figures
count(*) as orders
