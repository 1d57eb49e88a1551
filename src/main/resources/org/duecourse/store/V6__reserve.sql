-- The crisis reserve: the database has the last word on every path.
create table reserve_policy (
  site_id text primary key references site,
  floor_minutes integer not null check (floor_minutes between 0 and 480),
  changed_at timestamptz not null,
  changed_by text not null
);
comment on table reserve_policy is 'How much crisis time a clinic keeps before its release. one row = one clinic with a floor';
comment on column reserve_policy.site_id is 'Which clinic';
comment on column reserve_policy.floor_minutes is 'Minutes of crisis time, not yet released, that no change of weeks or blocks may go below in a half-day';
comment on column reserve_policy.changed_at is 'When it was set';
comment on column reserve_policy.changed_by is 'Account that set it';

-- The desk says what time it is for the transaction at hand; whoever does not say it is held to the server's clock.
create function desk_now() returns timestamptz language sql stable as $$
  select coalesce(cast(nullif(current_setting('duecourse.now', true), '') as timestamptz), now())
$$;

-- Before its release crisis time is taken by a visit in a crisis, or by a visit for which a named role set a rule aside.
-- A visit is judged by the time at which it was booked or held. A person's own claim lies on no block.
create function refuse_crisis_place() returns trigger language plpgsql set enable_seqscan = off as $$
begin
  if exists (
      select 1 from block b
      join site s on s.id = b.site_id
      left join appointment a on a.id = new.appointment_id
      where b.resource = new.resource and b.state = 'active' and b.purpose = 'CRISIS' and b.during && new.during
        and (a.id is null or (a.kind <> 'CRISIS' and cardinality(a.override_rules) = 0))
        and (b.release_at is null or b.release_at > coalesce(
              a.booked_at, a.hold_until - s.hold_minutes * interval '1 minute', desk_now()))) then
    raise exception 'The time is kept for crises until its release.'
      using errcode = 'check_violation', constraint = 'crisis_place_kept';
  end if;
  return null;
end $$;
create trigger crisis_place_kept after insert or update of active, during on claim
  for each row when (new.active) execute function refuse_crisis_place();

-- No change of weeks or blocks leaves less crisis time in a half-day than the floor. Time of somebody who is away counts:
-- an absence is shown as a gap, it is not refused. The policy's row is locked, so that two who each take a block away
-- cannot both believe that the other's is still there.
create function refuse_below_crisis_floor() returns trigger language plpgsql as $$
declare
  least_minutes integer;
  half record;
begin
  if upper(old.during) <= desk_now() or old.release_at <= desk_now() then
    return null;
  end if;
  select p.floor_minutes into least_minutes from reserve_policy p where p.site_id = old.site_id for update;
  if least_minutes is null then
    return null;
  end if;
  for half in
      select h.starts, h.ends from (values (time '00:00', time '12:00'), (time '12:00', time '24:00')) as h (starts, ends)
      where old.local_start < h.ends and old.local_end > h.starts loop
    if (select coalesce(sum(extract(epoch from least(b.local_end, half.ends) - greatest(b.local_start, half.starts))), 0)
        from block b
        where b.site_id = old.site_id and b.day = old.day and b.purpose = 'CRISIS'
          and b.state in ('active', 'absent', 'closed') and b.local_start < half.ends and b.local_end > half.starts
          and (b.release_at is null or b.release_at > desk_now())) < least_minutes * 60 then
      raise exception 'The crisis time on % would be below % minutes.', old.day, least_minutes
        using errcode = 'check_violation', constraint = 'crisis_floor';
    end if;
  end loop;
  return null;
end $$;
create constraint trigger crisis_floor
  after update of state, purpose, during, day, local_start, local_end, release_at, site_id or delete on block
  deferrable initially deferred for each row when (old.purpose = 'CRISIS' and old.state <> 'removed' and old.state <> 'replaced')
  execute function refuse_below_crisis_floor();
