-- The log has no offers: the visit that was booked first for each request, whatever became of it; then the earliest start.
-- A visit without the time of booking comes last; an administrative intake is no visit.   one row = a request with a visit
create or replace temp table first_offers as
select a.request_id,
  (min({'booked': coalesce(a.booked_at, timestamp '9999-12-31'), 'day': a.start_day})).day as offered_day
from appointments a
where a.request_id is not null and a.kind is distinct from 'administrative_intake'
group by a.request_id
