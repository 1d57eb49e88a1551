-- Crisis cover by half-hours, for the measure: what Crisis.cover shows as stretches, counted.
-- When a person named for crises is away: own absences at that clinic or everywhere, and absences of everybody at a clinic
-- where the person works. Somebody from elsewhere who is named for a strike day is not away.
create function away_from_crises(who text, site text, stretch tstzrange) returns tstzmultirange language sql stable as $$
  select coalesce(range_agg(x.during * stretch), '{}') from absence x
  where x.withdrawn_at is null and x.during && stretch and (x.site_id is null or x.site_id = site)
    and (x.clinician_id = who or (x.clinician_id is null and exists (
      select 1 from clinician_site cs where cs.clinician_id = who and cs.site_id = x.site_id)))
$$;

-- One row = a clinic's day with any time for visits: its opening half-hours, from the first of that time to the last, those
-- that one named person holds as a whole, and the first of the others that is not over at a moment.
create function crisis_half_hours(first_day date, last_day date, ahead_of timestamptz)
returns table (site_id text, day date, open integer, covered integer, first_gap timestamptz) language sql stable as $$
  with opening as (
    select b.site_id, b.day, min(lower(b.during)) as starts, max(upper(b.during)) as ends
    from block b where b.state in ('active', 'absent') and b.day between first_day and last_day
    group by b.site_id, b.day
    having bool_or(b.purpose in ('FIRST', 'RETURN', 'CRISIS', 'GROUP'))
  ), named as (
    select b.site_id, b.day, unnest(tstzmultirange(b.during) - away_from_crises(b.clinician_id, b.site_id, b.during)) as during
    from block b where b.purpose = 'CRISIS' and b.state = 'active' and b.day between first_day and last_day
    union all
    select o.site_id, o.day, unnest(tstzmultirange(c.during) - away_from_crises(c.clinician_id, c.site_id, c.during))
    from opening o
    join crisis_cover c on c.site_id = o.site_id and c.ended_at is null and c.during && tstzrange(o.starts, o.ends)
  ), half as (
    select o.site_id, o.day, h.during,
           exists (select 1 from named n where n.site_id = o.site_id and n.day = o.day and n.during @> h.during) as covered
    from opening o
    cross join lateral (
      select tstzrange(s, least(s + interval '30 minutes', o.ends)) as during
      from generate_series(o.starts, o.ends - interval '1 second', interval '30 minutes') as s) h
  )
  select h.site_id, h.day, count(*)::integer, (count(*) filter (where h.covered))::integer,
         min(lower(h.during)) filter (where not h.covered and upper(h.during) > ahead_of)
  from half h
  group by h.site_id, h.day
$$;
