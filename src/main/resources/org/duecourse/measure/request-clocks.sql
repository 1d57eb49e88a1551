-- Every request with the day on which its clock stops.   one row = a request   :as_of DATE, inclusive
-- attended_day: the earliest attended linked visit of kind first. closed_day: null unless closed by the as-of date.
create or replace temp table request_clocks as
select r.request_id, r.patient_id, r.site_id as site, r.service, r.urgency, r.received_day,
  v.attended_day, o.offered_day,
  case when r.closed_day <= :as_of then r.closed_day end as closed_day
from requests r
left join (
  select request_id, min(start_day) as attended_day
  from appointments
  where request_id is not null and status = 'attended' and kind = 'first'
  group by request_id) v on v.request_id = r.request_id
left join first_offers o on o.request_id = r.request_id
