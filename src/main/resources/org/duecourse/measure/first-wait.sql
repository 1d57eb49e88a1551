-- How long requests wait for the first visit that is attended, and for the first date that is offered.
-- one row = a request   :as_of DATE, inclusive; :as_of_ordinal its number in days   business days: ordinals of the table days
-- histogram(x) counts each value once for all figures; mean, median and 90th percentile are those of quantile_cont.
-- part: rows
select r.request_id, r.patient_id, r.site, r.service, r.urgency,
  r.received_day as day, r.received_day as clock_start,
  r.attended_day, r.offered_day, r.closed_day,
  attended.ordinal - received.ordinal as wait_business_days,
  r.attended_day - r.received_day as wait_days,
  offered.ordinal - received.ordinal as offer_wait_business_days,
  r.offered_day - r.received_day as offer_wait_days,
  :as_of_ordinal - received.ordinal as business_days_so_far,
  :as_of - r.received_day as days_so_far,
  received.limit_business_days, received.limit_days,
  null::varchar as left_out
from request_clocks r
join days received on received.day = r.received_day
left join days attended on attended.day = r.attended_day
left join days offered on offered.day = r.offered_day
-- part: figures
count(*) as requests,
count(*) filter (where attended_day is not null) as attended,
count(*) filter (where attended_day is null and closed_day is null) as waiting,
count(*) filter (where attended_day is null and closed_day is not null) as closed,
histogram(wait_business_days) as wait_business_days,
count(*) filter (where coalesce(wait_business_days <= limit_business_days, wait_days <= limit_days)) as within_limit,
count(*) filter (where offered_day is not null) as offered,
histogram(offer_wait_business_days) as offer_wait_business_days,
count(*) filter (where coalesce(offer_wait_business_days <= limit_business_days, offer_wait_days <= limit_days))
  as offer_within_limit,
count(*) filter (where coalesce(business_days_so_far >= limit_business_days, days_so_far >= limit_days)) as decided,
count(*) filter (where coalesce(business_days_so_far >= limit_business_days, days_so_far >= limit_days)
  and coalesce(wait_business_days <= limit_business_days, wait_days <= limit_days)) as decided_met,
max(days_so_far) filter (where attended_day is null and closed_day is null) as longest_wait_days
