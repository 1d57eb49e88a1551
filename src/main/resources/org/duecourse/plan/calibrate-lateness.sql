-- Return orders past their window.   one row   orders whose latest day lies up to :as_of
-- Late: not attended by the latest day, and not because the patient missed or cancelled a visit inside the window.
select count(*) as orders,
       count(*) filter (where not exists (
         select 1 from appointments a
         where a.order_id = o.order_id and a.start_day <= o.latest_day
           and a.status in ('attended', 'no_show', 'cancelled_by_patient'))) as late
from orders o
where latest_day <= :as_of and (closed_day is null or closed_day > latest_day)
