-- How soon somebody first tries to reach the person after a request.
-- one row = a request   :as_of DATE, inclusive; :as_of_ordinal its number in days   business days: ordinals of the table days
-- The first attempt is the patient's first contact on or after the day of the request, whatever came of it. In time: within
-- :first_contact_business_days business days; decided: so many have gone by.
-- part: rows
select r.request_id, r.patient_id, r.site_id as site, r.service, r.urgency, r.received_day as day, c.first_contact_day,
  contact.ordinal - received.ordinal as first_contact_business_days_taken,
  :as_of_ordinal - received.ordinal >= :first_contact_business_days as decided,
  null::varchar as left_out
from requests r
join days received on received.day = r.received_day
left join (
  select r.request_id, min(c.at_day) as first_contact_day
  from requests r
  join contacts c on c.patient_id = r.patient_id and c.at_day >= r.received_day
  where c.at_day <= :as_of
  group by r.request_id) c on c.request_id = r.request_id
left join days contact on contact.day = c.first_contact_day
-- part: figures
count(*) as requests,
count(*) filter (where first_contact_day is not null) as contacted,
histogram(first_contact_business_days_taken) as first_contact_business_days,
count(*) filter (where decided) as decided,
count(*) filter (where decided and first_contact_business_days_taken <= :first_contact_business_days) as decided_met
