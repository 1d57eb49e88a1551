-- How soon somebody in a crisis is spoken with and seen.
-- one row = a request for help at once   :as_of DATE, inclusive
-- The clock starts when the request came and ends when the person was seen, or when another service accepted the person in a
-- warm transfer, whichever comes first. In time: within 4 hours in an emergency, else within 24. Decided: answered, or the
-- time is over by the end of the as-of day; what is still waiting in time is not counted as late, and not left out.
-- part: rows
select r.crisis_id, r.patient_id, r.site_id as site, r.urgency, r.received_day as day,
  case when r.contacted_day <= :as_of then date_diff('minute', r.received_at, r.contacted_at) end as contact_minutes_taken,
  a.answered_at,
  a.answered_at is not null or d.due_at < :as_of + interval 1 day as decided,
  coalesce(a.answered_at <= d.due_at, false) as met,
  coalesce(a.answered_at::date = r.received_day, false) as same_day_answer,
  case when r.outcome = 'withdrawn' and a.answered_at is null and r.closed_day <= :as_of and r.closed_at <= d.due_at
    then 'withdrawn' end as left_out
from crisis_requests r
cross join lateral (
  select case when r.seen_day <= :as_of and r.transferred_day <= :as_of then least(r.seen_at, r.transferred_at)
              when r.seen_day <= :as_of then r.seen_at
              when r.transferred_day <= :as_of then r.transferred_at end as answered_at) a
cross join lateral (
  select r.received_at + case when r.urgency = 'emergency' then interval 4 hour else interval 24 hour end as due_at) d
-- part: figures
count(*) as requests,
count(*) filter (where contact_minutes_taken is not null) as contacted,
histogram(contact_minutes_taken) as contact_minutes,
count(*) filter (where decided) as decided,
count(*) filter (where decided and met) as decided_met,
count(*) filter (where same_day_answer) as same_day
