-- Who comes.   one row = a kind of visit and a number of days between booking and visit   visits that were held or missed
select case when kind = 'first' then 'first' else 'return' end as kind, start_day - booked_day as days_ahead,
       count(*) filter (where status = 'attended') as attended, count(*) filter (where status = 'no_show') as missed
from appointments
where status in ('attended', 'no_show') and kind in ('first', 'return') and booked_day is not null and start_day <= :as_of
group by all
order by kind, days_ahead
