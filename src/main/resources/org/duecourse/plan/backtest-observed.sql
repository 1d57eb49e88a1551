-- What came: the outputs of a simulation, observed.   one row   days after :after up to :until
with first_seen as (
  select request_id, min(start_day) as seen_day
  from appointments
  where kind = 'first' and status = 'attended' and request_id is not null
  group by all
),
visit as (
  select *, lag(start_day) over (partition by patient_id order by start_at, appointment_id) as before
  from appointments
  where status = 'attended' and kind in ('first', 'return')
),
due as (
  select o.order_id, exists (
    select 1 from appointments a
    where a.order_id = o.order_id and a.status = 'attended' and a.start_day between o.earliest_day and o.latest_day) as met
  from orders o
  where latest_day > :after and latest_day <= :until
)
select (select count(*) * 7.0 / date_diff('day', :after, :until) from requests where received_day > :after and received_day <= :until) as requests_a_week,
       (select count(*) * 7.0 / date_diff('day', :after, :until) from visit where start_day > :after and start_day <= :until) as visits_a_week,
       (select avg(seen_day - received_day) from first_seen join requests using (request_id)
        where seen_day > :after and seen_day <= :until) as first_seen_wait_days,
       (select avg(start_day - before) from visit
        where kind = 'return' and before is not null and start_day > :after and start_day <= :until) as return_interval_days,
       (select avg(met::int) from due) as return_in_window_share,
       (select avg((status = 'no_show')::int) from appointments
        where status in ('attended', 'no_show') and kind in ('first', 'return') and start_day > :after and start_day <= :until) as no_show_share
