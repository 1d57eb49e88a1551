-- The measures of docs/records.md as an analyst would write them for one run: no refusals, no reasons, no report of what was
-- set aside; the same rules of cleaning as conditions, the same clocks.   DIR is the folder of the log, EXT its ending.
create table days as
  select d::date as day, sum((isodow(d) < 6)::int) over (order by d) as ordinal
  from generate_series(timestamp '2014-01-01', timestamp '2035-12-31', interval 1 day) t(d);
create table visits as
  select * from (
    select *, start_at::date as start_day, booked_at::date as booked_day from read_log('appointments')
    where appointment_id is not null and patient_id is not null and start_at is not null
      and status in ('attended', 'no_show', 'cancelled_by_patient', 'cancelled_by_clinic', 'booked')
      and start_at between timestamp '2015-01-01' and timestamp '2028-06-29 23:59:59'
      and (booked_at is null or booked_at between timestamp '2015-01-01' and timestamp '2026-06-30 23:59:59')
      and (booked_at is null or start_at::date >= booked_at::date)
      and not (status in ('attended', 'no_show') and start_at::date > date '2026-06-30'))
  qualify row_number() over (partition by appointment_id order by
    case status when 'attended' then 1 when 'no_show' then 2 when 'cancelled_by_patient' then 3
      when 'cancelled_by_clinic' then 4 else 5 end, booked_at desc nulls last, start_at desc, patient_id) = 1;
create table requests as
  select *, received_at::date as received_day from read_log('requests')
  where received_at between timestamp '2015-01-01' and timestamp '2026-06-30 23:59:59'
  qualify row_number() over (partition by request_id order by received_at, patient_id, site_id) = 1;
create table orders as
  select *, ordered_at::date as ordered_day from read_log('orders')
  where ordered_at between timestamp '2015-01-01' and timestamp '2026-06-30 23:59:59'
    and earliest_date <= target_date and target_date <= latest_date and latest_date >= ordered_at::date
  qualify row_number() over (partition by order_id order by ordered_at, target_date, patient_id, site_id) = 1;
create table offered as
  select request_id, arg_min(start_at::date, offered_at) as offered_day from read_log('offers')
  where request_id is not null and offered_at <= timestamp '2026-06-30 23:59:59' group by request_id;
-- first-wait and survival
create table first_waits as
  select r.site_id, date_trunc('month', r.received_day) as month, a.ordinal - s.ordinal as wait,
    o.ordinal - s.ordinal as offer_wait, r.closed_at
  from requests r
  left join (select v.request_id, min(v.start_day) as seen from visits v join requests q
      on q.request_id = v.request_id and q.patient_id = v.patient_id and v.start_day >= q.received_day
    where v.status = 'attended' and v.kind = 'first' group by v.request_id) f on f.request_id = r.request_id
  left join offered g on g.request_id = r.request_id
  join days s on s.day = r.received_day left join days a on a.day = f.seen left join days o on o.day = g.offered_day;
select site_id, month, count(*), count(wait), avg(wait), quantile_cont(wait, 0.5), quantile_cont(wait, 0.9),
  count(*) filter (where wait <= 10), avg(offer_wait), quantile_cont(offer_wait, 0.5), quantile_cont(offer_wait, 0.9),
  count(*) filter (where offer_wait <= 10) from first_waits group by all order by all;
select site_id, month, wait, count(*), count(*) filter (where closed_at is not null) from first_waits group by all order by all;
-- return-interval
select site_id, month, count(*), avg(gap), quantile_cont(gap, 0.5), quantile_cont(gap, 0.9), count(*) filter (where gap <= 10)
from (select v.site_id, date_trunc('month', v.start_day) as month, b.ordinal - a.ordinal as gap
  from (select patient_id, site_id, kind, start_day,
      lag(start_day) over (partition by patient_id order by start_at, appointment_id) as before
    from visits where status = 'attended' and kind is distinct from 'administrative_intake') v
  join days a on a.day = v.before join days b on b.day = v.start_day where v.kind = 'return' and v.before < v.start_day)
group by all order by all;
-- return-lateness and unbooked-orders
create table lateness as
  select o.site_id, date_trunc('month', o.ordered_day) as month, o.target_date, o.latest_date, o.earliest_date, f.seen, f.booked, o.closed_at
  from orders o left join (select v.order_id, min(v.start_day) filter (where v.status = 'attended') as seen,
      bool_or(v.status = 'booked' and v.start_day > date '2026-06-30') as booked
    from visits v join orders q on q.order_id = v.order_id and q.patient_id = v.patient_id and v.start_day >= q.ordered_day
    group by v.order_id) f on f.order_id = o.order_id;
select site_id, month, count(*), count(seen), count(*) filter (where seen between earliest_date and latest_date),
  avg(late), quantile_cont(late, 0.5), quantile_cont(late, 0.9)
from (select *, greatest(0, coalesce(seen, date '2026-06-30') - latest_date) as late from lateness) where latest_date <= date '2026-06-30'
group by all order by all;
select site_id, (date '2026-06-30' - target_date) // 7 as band, count(*) from lateness
where seen is null and booked is distinct from true and closed_at is null group by all order by all;
