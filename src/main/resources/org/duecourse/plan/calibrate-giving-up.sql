-- People who wait for a first visit.   one row   requests up to :as_of
-- The wait ends with the first visit, when the request is closed, or is still going on at :as_of.
with first_seen as (
  select request_id, min(start_day) as seen_day
  from appointments
  where request_id is not null and kind = 'first' and status = 'attended' and start_day <= :as_of
  group by all
)
select count(*) as requests,
       sum(least(coalesce(seen_day, :as_of), coalesce(closed_day, :as_of), :as_of) - received_day) / 7.0 as weeks,
       count(*) filter (where seen_day is null and closed_day <= :as_of and coalesce(close_reason, '') <> 'referred_out') as gone,
       (select count(*) from appointments
        where kind = 'first' and status = 'no_show' and start_day <= :as_of) as first_missed,
       (select count(*) from appointments
        where kind = 'first' and status <> 'booked' and start_day <= :as_of) as first_bookings
from requests left join first_seen using (request_id)
where received_day <= :as_of
