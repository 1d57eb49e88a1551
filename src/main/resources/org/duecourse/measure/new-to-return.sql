-- How many return visits there are for each first visit, over the 13 weeks before the as-of date, or over each period.
-- one row = an attended visit of kind first or return   :ratio_from DATE, the first day that counts
-- part: rows
select a.appointment_id, a.patient_id, a.site_id as site, a.clinician_id as clinician, a.kind, a.start_day as day,
  case when a.start_day < :ratio_from then 'before_the_last_13_weeks' end as left_out
from appointments a
where a.status = 'attended' and a.kind in ('first', 'return')
-- part: figures
count(*) filter (where kind = 'first') as first_visits,
count(*) filter (where kind = 'return') as return_visits,
case when count(*) filter (where kind = 'first') > 0
  then count(*) filter (where kind = 'return') / count(*) filter (where kind = 'first') end as returns_per_first
