-- Protected time: terms of a contract as dated data, the weekly floor that follows from them, and dated swaps.
create table contract_term (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('protected_hours_week', 'new_to_return_ratio', 'patients_week')),
  site_id text references site,
  value numeric(6,2) not null check (value > 0 and value <= 200),
  rolling_weeks integer not null check (rolling_weeks between 1 and 52),
  trigger_months integer check (trigger_months between 1 and 24),
  swap_weeks integer not null default 2 check (swap_weeks between 0 and 12),
  valid daterange not null check (not isempty(valid) and not lower_inf(valid)
    and extract(isodow from lower(valid)) = 1 and (upper_inf(valid) or extract(isodow from upper(valid)) = 1)),
  source text not null check (length(source) between 5 and 500),
  entered_at timestamptz not null,
  entered_by text not null,
  ended_at timestamptz,
  ended_by text,
  check ((ended_at is null) = (ended_by is null)),
  constraint contract_term_once exclude using gist (kind with =, (coalesce(site_id, '')) with =, valid with &&)
);
comment on table contract_term is 'Terms of contracts that clinics have adopted; never overwritten, only ended. one row = one term for one stretch of whole weeks';
comment on column contract_term.id is 'Number';
comment on column contract_term.kind is 'protected_hours_week: hours a week of a full-time clinician; new_to_return_ratio: return visits for each first one, at least; patients_week: visits a week of a full-time clinician, at most';
comment on column contract_term.site_id is 'The clinic, whose own term goes before one of all; null: all clinics';
comment on column contract_term.value is 'How much';
comment on column contract_term.rolling_weeks is 'Over how many weeks it is judged';
comment on column contract_term.trigger_months is 'After so many months missed in a row the employer has to hire; null: no such clause';
comment on column contract_term.swap_weeks is 'Within how many weeks protected time that is swapped is given back';
comment on column contract_term.valid is 'On which days, from a Monday to a Monday';
comment on column contract_term.source is 'Where it is written';
comment on column contract_term.entered_at is 'When it was adopted here';
comment on column contract_term.entered_by is 'Account that adopted it';
comment on column contract_term.ended_at is 'When it was ended; null: as adopted';
comment on column contract_term.ended_by is 'Account that ended it';

create table contract_relief (
  id bigint generated always as identity primary key,
  term_id bigint not null references contract_term,
  site_id text references site,
  valid daterange not null check (not isempty(valid) and not lower_inf(valid) and not upper_inf(valid)),
  reason text not null check (reason in ('leave', 'demand_spike')),
  note text not null check (length(note) between 5 and 200),
  entered_at timestamptz not null,
  entered_by text not null,
  withdrawn_at timestamptz,
  withdrawn_by text,
  check ((withdrawn_at is null) = (withdrawn_by is null))
);
comment on table contract_relief is 'Days for which a term gives relief; their weeks are left out when it is judged, and named. one row = one clause used once';
comment on column contract_relief.id is 'Number';
comment on column contract_relief.term_id is 'Of which term';
comment on column contract_relief.site_id is 'At which clinic; null: wherever the term holds';
comment on column contract_relief.valid is 'On which days';
comment on column contract_relief.reason is 'leave: long leaves; demand_spike: a long spike of demand';
comment on column contract_relief.note is 'What happened, without names';
comment on column contract_relief.entered_at is 'When it was entered';
comment on column contract_relief.entered_by is 'Account that entered it';
comment on column contract_relief.withdrawn_at is 'When it was taken back; null: it stands';
comment on column contract_relief.withdrawn_by is 'Account that took it back';
create index contract_relief_term on contract_relief (term_id) where withdrawn_at is null;

create table protected_swap (
  id bigint generated always as identity primary key,
  clinician_id text not null references clinician,
  site_id text not null references site,
  taken_day date not null,
  taken tstzrange not null check (not isempty(taken)),
  purpose text not null check (purpose in ('FIRST', 'RETURN', 'CRISIS')),
  given_day date not null,
  given tstzrange not null check (not isempty(given) and not given && taken),
  within_weeks integer not null check (within_weeks between 0 and 12),
  reason text not null check (length(reason) between 5 and 200),
  proposed_at timestamptz not null,
  proposed_by text not null,
  clinician_by text,
  manager_by text,
  agreed_at timestamptz,
  state text not null check (state in ('proposed', 'open', 'refused', 'kept', 'broken')),
  closed_at timestamptz,
  closed_by text,
  answer text check (length(answer) <= 200),
  version integer not null default 1,
  check (abs(given_day - taken_day) <= 7 * within_weeks),
  check (upper(given) - lower(given) >= upper(taken) - lower(taken)),
  check ((state in ('open', 'kept', 'broken')) = (agreed_at is not null)),
  constraint swap_agreed_by_both check (agreed_at is null or (clinician_by is not null and manager_by is not null and clinician_by <> manager_by)),
  check ((state in ('refused', 'kept', 'broken')) = (closed_at is not null)),
  constraint swap_taken_once exclude using gist (clinician_id with =, taken with &&) where (state in ('proposed', 'open')),
  constraint swap_given_once exclude using gist (clinician_id with =, given with &&) where (state in ('proposed', 'open'))
);
comment on table protected_swap is 'Protected time taken for visits, and when it is given back. one row = one swap';
comment on column protected_swap.id is 'Number';
comment on column protected_swap.clinician_id is 'Whose time';
comment on column protected_swap.site_id is 'Where';
comment on column protected_swap.taken_day is 'Day on which protected time is taken';
comment on column protected_swap.taken is 'The time that is taken';
comment on column protected_swap.purpose is 'What it is for then';
comment on column protected_swap.given_day is 'Day on which it is given back';
comment on column protected_swap.given is 'The time that is protected in its place';
comment on column protected_swap.within_weeks is 'Weeks between the two at most, as the term had it';
comment on column protected_swap.reason is 'Why, without names of patients';
comment on column protected_swap.proposed_at is 'When it was proposed';
comment on column protected_swap.proposed_by is 'Account that proposed it';
comment on column protected_swap.clinician_by is 'The clinician''s account that proposed or agreed; null: not yet';
comment on column protected_swap.manager_by is 'The manager''s account that proposed or agreed; null: not yet';
comment on column protected_swap.agreed_at is 'When both had agreed; null: never';
comment on column protected_swap.state is 'open: agreed, and its replacement is ahead; kept: the replacement was kept; broken: it was not';
comment on column protected_swap.closed_at is 'When it was refused, kept or broken';
comment on column protected_swap.closed_by is 'Account that refused it, or ''desk''';
comment on column protected_swap.answer is 'Why it was refused or broken';
comment on column protected_swap.version is 'Grows with each change';
create index protected_swap_days on protected_swap (clinician_id, taken_day, given_day);

create index block_week on block (clinician_id, day);

-- Terms stand as they were adopted.
create function refuse_changed_term() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.ended_at is not null or new.ended_at is null or lower(new.valid) <> lower(old.valid)
      or not new.valid <@ old.valid
      or (new.id, new.kind, new.value, new.rolling_weeks, new.swap_weeks, new.source, new.entered_at, new.entered_by)
         <> (old.id, old.kind, old.value, old.rolling_weeks, old.swap_weeks, old.source, old.entered_at, old.entered_by)
      or new.site_id is distinct from old.site_id or new.trigger_months is distinct from old.trigger_months then
    raise exception 'A term is never overwritten, only ended.' using errcode = 'check_violation', constraint = 'term_is_kept';
  end if;
  return new;
end $$;
create trigger term_is_kept before update or delete on contract_term for each row execute function refuse_changed_term();

-- A swap is first proposed, then agreed to by both sides, and then stands until its day has come.
create function refuse_changed_swap() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.state = 'proposed' then
      return new;
    end if;
  elsif tg_op = 'UPDATE'
      and (old.state, new.state) in
          (('proposed', 'open'), ('proposed', 'refused'), ('open', 'kept'), ('open', 'broken'))
      and (new.id, new.clinician_id, new.site_id, new.taken_day, new.taken, new.purpose, new.given_day, new.given,
           new.within_weeks, new.reason, new.proposed_at, new.proposed_by)
          = (old.id, old.clinician_id, old.site_id, old.taken_day, old.taken, old.purpose, old.given_day, old.given,
             old.within_weeks, old.reason, old.proposed_at, old.proposed_by)
      and (old.state = 'proposed' or (new.clinician_by, new.manager_by, new.agreed_at)
           = (old.clinician_by, old.manager_by, old.agreed_at)) then
    return new;
  end if;
  raise exception 'A swap is proposed, agreed to or refused, then kept or broken; it is never changed otherwise.'
    using errcode = 'check_violation', constraint = 'swap_is_kept';
end $$;
create trigger swap_is_kept before insert or update or delete on protected_swap
  for each row execute function refuse_changed_swap();

create function minutes_of(stretches tstzmultirange) returns integer language sql immutable as $$
  select coalesce(round(sum(extract(epoch from upper(s) - lower(s)) / 60)), 0)::integer from unnest(stretches) as s
$$;

-- When a clinician is away from a clinic, of a stretch of time.
create function away(who text, site text, stretch tstzrange) returns tstzmultirange language sql stable as $$
  select coalesce(range_agg(x.during * stretch), '{}') from absence x
  where x.withdrawn_at is null and x.during && stretch and (x.site_id is null or x.site_id = site)
    and (x.clinician_id is null or x.clinician_id = who)
$$;

-- Hours a week that a clinic's term protects on a day, in minutes of a full-time week; null: it has adopted none.
create function protected_term_minutes(site text, on_day date) returns numeric language sql stable as $$
  select t.value * 60 from contract_term t
  where t.kind = 'protected_hours_week' and t.valid @> on_day and (t.site_id is null or t.site_id = site)
  order by t.site_id is null limit 1
$$;

-- The weeks of clinicians, Monday to Sunday, with what has to be protected and what is. one row = a clinician and a week
--   floor_minutes     term x share of a full week x days that count / days of the usual week, rounded down.
--                     The largest term of the clinician's clinics counts; time at all of them counts towards it.
--                     A day counts that has any time but breaks, unless absences cover half of it or more. Of a day of
--                     the usual week it also counts when its time was taken away or replaced, so that nobody lowers a
--                     floor by taking away a day, nor by emptying a week. The usual week has the days of the templates
--                     of that week. Who is no longer active has no floor.
--   whole_minutes     the floor as if nobody were away: what a change is held to, so that nobody enters an absence,
--                     lays the week out anew and takes the absence back
--   standing_minutes  protected time in the blocks, with that of which an absence takes the clinician away
--   active_minutes    protected time of which nobody is away
--   kept_minutes      that of which no visit or group lies over
--   taken_minutes, given_minutes    what agreed swaps take from this week and give to it
create function protected_weeks(first_day date, last_day date, who text)
returns table (clinician_id text, week date, site_id text, term_minutes numeric, usual_days integer, worked_days integer,
               floor_minutes integer, whole_minutes integer, standing_minutes integer, active_minutes integer, kept_minutes integer,
               taken_minutes integer, given_minutes integer, swaps_open integer)
language sql stable set enable_seqscan = off as $$
  select c.id, w.monday, home.site_id, term.minutes, usual.days, worked.days,
         case when c.active and term.minutes is not null and worked.days > 0
           then floor(term.minutes * c.fte * worked.days / greatest(usual.days, worked.all_days))::integer else 0 end,
         case when c.active and term.minutes is not null and worked.all_days > 0
           then floor(term.minutes * c.fte * worked.all_days / greatest(usual.days, worked.all_days))::integer else 0 end,
         minutes_of(spent.standing), minutes_of(spent.active), minutes_of(spent.active - taken_up.during),
         swapped.taken, swapped.given, swapped.still_open
  from clinician c
  cross join lateral (
    select first_day - extract(isodow from first_day)::integer + 1 + 7 * n as monday
    from generate_series(0, (last_day - (first_day - extract(isodow from first_day)::integer + 1)) / 7) as n) w
  cross join lateral (
    select min(cs.site_id) as site_id, max(protected_term_minutes(cs.site_id, w.monday)) as minutes
    from clinician_site cs where cs.clinician_id = c.id) term
  cross join lateral (select term.site_id) home
  cross join lateral (
    select count(distinct tb.weekday)::integer as days, coalesce(array_agg(distinct tb.weekday), '{}') as weekdays
    from template t join template_block tb on tb.template_id = t.id
    where t.clinician_id = c.id and t.valid && daterange(w.monday, w.monday + 7) and tb.purpose <> 'BREAK'
      and (tb.weeks = 'every' or (tb.weeks = 'odd') = (extract(week from w.monday)::integer % 2 = 1))) usual
  cross join lateral (
    select count(*) filter (where day.away * 2 < day.minutes)::integer as days, count(*)::integer as all_days
    from (
      select minutes_of(range_agg(b.during)) as minutes,
             coalesce(minutes_of(range_agg(b.during * x.during) filter (where x.id is not null)), 0) as away
      from block b
      left join absence x on x.withdrawn_at is null and x.during && b.during
        and (x.site_id is null or x.site_id = b.site_id) and (x.clinician_id is null or x.clinician_id = b.clinician_id)
      where b.clinician_id = c.id and b.day between w.monday and w.monday + 6 and b.purpose <> 'BREAK'
        and (b.state in ('active', 'absent', 'closed') or usual.days = 0
          or extract(isodow from b.day) = any (usual.weekdays))
      group by b.day) day) worked
  cross join lateral (
    select coalesce(range_agg(stood.part), '{}') as standing,
           coalesce(range_agg(b.during) filter (where b.state = 'active'), '{}') as active
    from block b
    left join lateral (
      select b.during as part where b.state = 'active'
      union all select unnest(away(b.clinician_id, b.site_id, b.during)) where b.state <> 'active') stood on true
    where b.clinician_id = c.id and b.day between w.monday and w.monday + 6 and b.purpose = 'PROTECTED'
      and b.state in ('active', 'absent', 'closed')) spent
  cross join lateral (
    select coalesce(range_agg(k.during), '{}') as during
    from claim k where k.resource = c.resource and k.active and k.during && range_merge(spent.active)) taken_up
  cross join lateral (
    select coalesce(sum(minutes_of(tstzmultirange(s.taken))) filter (where s.taken_day between w.monday and w.monday + 6), 0)::integer as taken,
           coalesce(sum(minutes_of(tstzmultirange(s.given))) filter (where s.given_day between w.monday and w.monday + 6), 0)::integer as given,
           (count(*) filter (where s.state = 'open' and s.taken_day between w.monday and w.monday + 6))::integer as still_open
    from protected_swap s
    where s.clinician_id = c.id and s.state in ('open', 'kept')
      and (s.taken_day between w.monday and w.monday + 6 or s.given_day between w.monday and w.monday + 6)) swapped
  where who is null or c.id = who
$$;

-- No change of weeks or blocks leaves a clinician's week with less protected time than its floor, unless agreed swaps
-- account for the difference. Weeks that have less already may stay as they are; none loses more. Blocks that one
-- transaction replaces by others are weighed together. An absence cuts blocks and loses nothing here. The clinician's row
-- is locked, so that two who each take a block away cannot both believe that the other's is still there.
create function refuse_below_protected_floor() returns trigger language plpgsql set enable_seqscan = off as $$
declare
  monday date := old.day - extract(isodow from old.day)::integer + 1;
  net integer;
  week record;
begin
  if upper(old.during) <= desk_now() then
    return null;
  end if;
  if exists (
      select 1 from protected_swap s
      where s.clinician_id = old.clinician_id and s.state = 'open' and s.given && old.during
        and not coalesce((
          select range_agg(b.during) from block b
          where b.clinician_id = s.clinician_id and b.purpose = 'PROTECTED' and b.state in ('active', 'absent', 'closed')
            and b.day = s.given_day), '{}') @> s.given) then
    raise exception 'The time gives back what a swap has taken.'
      using errcode = 'check_violation', constraint = 'swap_replacement_kept';
  end if;
  if not exists (select 1 from contract_term t where t.kind = 'protected_hours_week' and t.valid @> monday) then
    return null;
  end if;
  if tg_op = 'UPDATE' and (new.purpose, new.during, new.day, new.clinician_id) = (old.purpose, old.during, old.day, old.clinician_id) then
    if new.state in ('absent', 'closed') and away(new.clinician_id, new.site_id, new.during) @> new.during then
      return null;
    end if;
    select coalesce(sum(case when b.state in ('replaced', 'removed') then -minutes_of(tstzmultirange(b.during))
             when b.state = 'active' and b.version = 1 then minutes_of(tstzmultirange(b.during))
             when b.state = 'active' then 0
             when b.version = 1 then minutes_of(away(b.clinician_id, b.site_id, b.during))
             else minutes_of(away(b.clinician_id, b.site_id, b.during)) - minutes_of(tstzmultirange(b.during)) end), 0) into net
    from block b
    where b.clinician_id = old.clinician_id and b.day between monday and monday + 6 and b.purpose = 'PROTECTED'
      and b.changed_xid = pg_current_xact_id();
    if net >= 0 then
      return null;
    end if;
  end if;
  perform 1 from clinician c where c.id = old.clinician_id for no key update;
  select * into week from protected_weeks(monday, monday, old.clinician_id);
  if week.standing_minutes + week.taken_minutes - week.given_minutes < week.whole_minutes then
    raise exception 'The protected time of the week of % would be below % minutes.', monday, week.whole_minutes
      using errcode = 'check_violation', constraint = 'protected_floor';
  end if;
  return null;
end $$;
create constraint trigger protected_floor
  after update of state, purpose, during, day, clinician_id on block deferrable initially deferred for each row
  when (old.purpose = 'PROTECTED' and old.state in ('active', 'absent', 'closed')
    and (new.state in ('replaced', 'removed') or new.state in ('absent', 'closed') and old.state = 'active'
      or (new.purpose, new.during, new.day, new.clinician_id) is distinct from (old.purpose, old.during, old.day, old.clinician_id)))
  execute function refuse_below_protected_floor();
create constraint trigger protected_floor_deleted
  after delete on block deferrable initially deferred for each row
  when (old.purpose = 'PROTECTED' and old.state in ('active', 'absent', 'closed'))
  execute function refuse_below_protected_floor();

-- Where a term is adopted, a visit or a group takes protected time only inside an agreed swap, whoever sets a rule aside;
-- protected time of which somebody is away is protected too, since it comes back when the absence is taken back.
-- A visit is judged by the time at which it was booked or held, one that is imported by the time of the import.
create function refuse_protected_place() returns trigger language plpgsql set enable_seqscan = off as $$
begin
  if exists (select 1 from contract_term t where t.kind = 'protected_hours_week') and exists (
      select 1
      from (select a.clinician_id, a.channel, a.booked_at, a.hold_until from appointment a where a.id = new.appointment_id
            union all
            select g.clinician_id, null, null, null from group_session g where g.id = new.group_session_id) v
      join block b on b.clinician_id = v.clinician_id
        and b.day between cast(lower(new.during) at time zone 'UTC' as date) - 1
                      and cast(upper(new.during) at time zone 'UTC' as date) + 1
      join site s on s.id = b.site_id
      where b.resource = new.resource and b.state in ('active', 'absent', 'closed') and b.purpose = 'PROTECTED'
        and b.during && new.during
        and protected_term_minutes(b.site_id, b.day) is not null
        and upper(new.during) > case when v.channel = 'import' then desk_now() else coalesce(
              v.booked_at, v.hold_until - s.hold_minutes * interval '1 minute', desk_now()) end
        and not exists (
          select 1 from protected_swap w
          where w.clinician_id = b.clinician_id and w.state = 'open' and w.taken @> b.during * new.during)) then
    raise exception 'The time is protected for work between visits.'
      using errcode = 'check_violation', constraint = 'protected_place_kept';
  end if;
  return null;
end $$;
create trigger protected_place_kept after insert or update of active, during on claim
  for each row when (new.active) execute function refuse_protected_place();

-- What is agreed to is there: the time in its place stands when a swap is open.
create function refuse_swap_without_replacement() returns trigger language plpgsql set enable_seqscan = off as $$
begin
  if not coalesce((
      select range_agg(b.during) from block b
      where b.clinician_id = new.clinician_id and b.purpose = 'PROTECTED' and b.state = 'active' and b.day = new.given_day),
      '{}') @> new.given then
    raise exception 'The time that a swap gives back is not protected.'
      using errcode = 'check_violation', constraint = 'swap_replacement_kept';
  end if;
  return null;
end $$;
create constraint trigger swap_has_its_replacement after update of state on protected_swap
  deferrable initially deferred for each row when (new.state = 'open') execute function refuse_swap_without_replacement();
