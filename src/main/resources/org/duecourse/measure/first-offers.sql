-- The date that was offered first for each request: earliest offered_at, then earliest start. An offer of a day before the
-- request is not one for it.   one row = a request with an offer   :as_of DATE, inclusive
create or replace temp table first_offers as
select o.request_id, (min({'offered': o.offered_at, 'day': o.start_day})).day as offered_day
from offers o
join requests r on r.request_id = o.request_id
where o.offered_day <= :as_of and o.start_day >= r.received_day
group by o.request_id
