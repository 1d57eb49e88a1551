-- How long people wait, with those still waiting: after how many days each wait ended, and how.
-- one row = a request   :as_of DATE, inclusive   business days: ordinals of the table days
-- An attended request is an event even if it was closed as well; a request that was closed by the as-of date ends then.
-- Kaplan-Meier and Aalen-Johansen are computed from these counts.
-- part: rows
select r.request_id, r.patient_id, r.site, r.service, r.urgency,
  r.received_day as day, r.received_day as clock_start,
  case when r.attended_day is not null then 'attended' when r.closed_day is not null then 'closed' else 'waiting' end
    as ended,
  greatest(0, ends.ordinal - received.ordinal) as after_business_days,
  greatest(0, coalesce(r.attended_day, r.closed_day, :as_of) - r.received_day) as after_days,
  null::varchar as left_out
from request_clocks r
join days received on received.day = r.received_day
left join days ends on ends.day = coalesce(r.attended_day, r.closed_day, :as_of)
-- part: figures
count(*) as requests,
count(*) filter (where ended = 'attended') as events,
count(*) filter (where ended = 'waiting') as censored,
count(*) filter (where ended = 'closed') as closed,
histogram(after_business_days) filter (where ended = 'attended') as attended_after,
histogram(after_business_days) filter (where ended = 'closed') as closed_after,
histogram(after_business_days) filter (where ended = 'waiting') as waiting_for,
histogram(after_days) filter (where ended = 'attended') as attended_after_days,
histogram(after_days) filter (where ended = 'closed') as closed_after_days,
histogram(after_days) filter (where ended = 'waiting') as waiting_for_days,
max(after_days) filter (where ended = 'waiting') as longest_wait_days
