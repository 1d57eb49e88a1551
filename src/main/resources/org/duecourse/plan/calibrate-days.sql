-- A clinician's days.   one row = a clinician and a day with at least one visit held or meant to be held
select clinician_id as clinician, coalesce(any_value(site_id), 'all') as site, start_day as day,
       count(*) filter (where status in ('attended', 'no_show')
                        or (status = 'cancelled_by_patient' and (cancelled_day is null or cancelled_day >= start_day))) as taken,
       count(*) filter (where status = 'cancelled_by_clinic') as cancelled
from appointments
where clinician_id is not null and start_day <= :as_of and status <> 'booked' and kind in ('first', 'return')
group by clinician_id, start_day
order by clinician, day
