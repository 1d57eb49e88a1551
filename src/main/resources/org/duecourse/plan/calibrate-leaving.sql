-- Clinicians who left.   one row   the years between from and to, or :as_of
select count(*) as clinicians, count(*) filter (where to_day is not null and to_day < :as_of) as left_posts,
       coalesce(sum(greatest(0, least(coalesce(to_day, :as_of), :as_of) - from_day)) / 365.25, 0) as years
from clinicians
where from_day is not null and from_day <= :as_of
