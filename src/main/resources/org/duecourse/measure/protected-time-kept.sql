-- How much of the time that a contract protects for work between visits is kept.
-- one row = a clinician's week, Monday to Sunday, under a term   :as_of DATE, inclusive
-- A week counts in the period of its Monday. Minutes kept beyond those due do not make up for another week.
-- part: rows
select w.week_id, w.clinician_id as clinician, w.site_id as site, w.week_start_day as day, w.minutes_due, w.minutes_kept,
  coalesce(w.swaps_open, 0) as swaps_open,
  case
    when w.week_start_day + 6 > :as_of then 'not_over'
    when w.minutes_due is null or w.minutes_kept is null then 'not_known'
    when w.minutes_due = 0 then 'nothing_due'
  end as left_out
from protected_weeks w
-- part: figures
count(*) as weeks,
count(*) filter (where minutes_kept >= minutes_due) as weeks_kept,
sum(minutes_due) as protected_minutes_due,
sum(least(minutes_kept, minutes_due)) as protected_minutes_kept,
sum(least(minutes_kept, minutes_due)) / sum(minutes_due) as kept_share,
sum(swaps_open)::bigint as swaps_open
