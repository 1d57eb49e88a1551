-- Requests for care.   one row = a site and a day with requests   days up to :as_of
select coalesce(site_id, 'all') as site, received_day as day, count(*) as requests,
       count(*) filter (where urgency is not null) as with_urgency, count(*) filter (where urgency = 'urgent') as urgent
from requests
where received_day <= :as_of
group by all
order by site, day
