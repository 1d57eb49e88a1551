-- Where the log ends.   one row: people who wait for a first visit, and open return orders, on :as_of
select (select count(*) from requests r
        where received_day <= :as_of and (closed_day is null or closed_day > :as_of)
          and not exists (select 1 from appointments a
                          where a.request_id = r.request_id and a.status = 'attended' and a.start_day <= :as_of)) as waiting,
       (select count(distinct patient_id) from orders o
        where ordered_day <= :as_of and (closed_day is null or closed_day > :as_of)
          and not exists (select 1 from appointments a
                          where a.order_id = o.order_id and a.status = 'attended' and a.start_day <= :as_of)) as in_treatment,
       (select count(*) from appointments where kind = 'crisis' and start_day <= :as_of) as crises,
       (select min(least(start_day, coalesce(booked_day, start_day))) from appointments) as from_day
