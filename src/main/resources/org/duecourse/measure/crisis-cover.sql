-- In how much of its opening time a clinic has a named person for crises.
-- one row = a clinic's day on which it was open   :as_of DATE, inclusive
-- part: rows
select c.cover_id, c.site_id as site, c.cover_day as day, c.half_hours_open, c.half_hours_covered,
  case
    when c.cover_day > :as_of then 'not_over'
    when c.half_hours_open is null or c.half_hours_covered is null then 'not_known'
    when c.half_hours_open = 0 then 'closed'
  end as left_out
from crisis_cover c
-- part: figures
count(*) as days,
count(*) filter (where half_hours_covered >= half_hours_open) as days_covered,
sum(half_hours_open) as half_hours_open,
sum(least(half_hours_covered, half_hours_open)) as half_hours_covered,
sum(least(half_hours_covered, half_hours_open)) / sum(half_hours_open) as covered_share
