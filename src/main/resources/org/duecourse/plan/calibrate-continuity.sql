-- Returns with the same clinician as the visit before.   one row
with visit as (
  select clinician_id, kind, lag(clinician_id) over (partition by patient_id order by start_at, appointment_id) as before
  from appointments
  where status = 'attended' and kind in ('first', 'return') and start_day <= :as_of
)
select count(*) as returns, count(*) filter (where clinician_id = before) as same
from visit
where kind = 'return' and before is not null and clinician_id is not null
