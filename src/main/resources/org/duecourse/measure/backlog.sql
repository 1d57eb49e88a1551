-- Who is owed a visit now, how many are past their limit, and how many days of visiting that is.
-- one row = a request or return order that is open; and, for the capacity, a visit attended in the last 13 weeks
-- :as_of DATE, inclusive; :as_of_ordinal its number in days; :recent_from DATE   business days: ordinals of the table days
-- A request is past its limit when the limit has gone by, an order when its latest day has.
-- part: rows
select r.request_id as id, r.patient_id, r.site, null::varchar as clinician, 'first' as kind,
  r.received_day as day, r.received_day as clock_start, 'open' as what,
  coalesce(:as_of_ordinal - received.ordinal > received.limit_business_days,
    :as_of - r.received_day > received.limit_days, false) as past_limit,
  null::varchar as left_out
from request_clocks r
join days received on received.day = r.received_day
where r.attended_day is null and r.closed_day is null
union all
select o.order_id, o.patient_id, o.site, o.clinician, 'return', o.ordered_day, null::date, 'open',
  coalesce(o.latest_day < :as_of, false), null::varchar
from order_clocks o
where o.state in ('booked', 'unbooked')
union all
select a.appointment_id, a.patient_id, a.site_id, case when a.kind = 'return' then a.clinician_id end, a.kind,
  a.start_day, null::date, 'attended', false, null::varchar
from appointments a
where a.status = 'attended' and a.kind in ('first', 'return') and a.start_day >= :recent_from
  and (select min(start_day) from appointments) <= :recent_from and not :split_by_period
-- part: figures
count(*) filter (where what = 'open') as open_visits,
count(distinct patient_id) filter (where what = 'open') as people,
count(*) filter (where past_limit) as past_limit,
count(distinct patient_id) filter (where past_limit) as people_past_limit,
count(*) filter (where what = 'attended') as recent_visits,
case when count(*) filter (where what = 'attended') > 0
  then count(*) filter (where past_limit) * :recent_business_days / count(*) filter (where what = 'attended') end
  as past_limit_days_of_capacity
