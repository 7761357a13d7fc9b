-- What the running clocks of an open case say together, so that nobody has to take the arrays apart for every question.
alter table case_clock
  add column due timestamptz,                       -- the earliest deadline; null: none
  add column risk timestamptz,                      -- at risk from this instant on
  add column runs boolean not null default false,   -- some clock counts, and not for the customer alone
  add column halted boolean not null default false, -- some clock is paused
  add column unsure boolean not null default false, -- some clock is undecidable
  add column over smallint not null default 0;      -- the most days over

update case_clock c
set due = s.due, risk = s.risk, runs = s.runs, halted = s.halted, unsure = s.unsure, over = s.over
from (
  select c.origin, c.rule_set, c.case_id, min(k.deadline) as due, min(k.risk_at) as risk,
         bool_or(not k.paused and k.verdict <> 4 and not (k.verdict = 3 and coalesce(g.owner = 3, false))) as runs,
         bool_or(k.paused) as halted, bool_or(k.verdict = 4) as unsure, max(k.days_over)::smallint as over
  from case_clock c
  cross join lateral unnest(c.stage, c.deadline, c.risk_at, c.stopped, c.days_over, c.verdict, c.paused)
    as k(stage, deadline, risk_at, stopped, days_over, verdict, paused)
  left join stage g on g.origin = c.origin and g.stage = k.stage
  where k.stopped is null
  group by 1, 2, 3
) s
where c.origin = s.origin and c.rule_set = s.rule_set and c.case_id = s.case_id;

create index case_clock_open on case_clock (origin, rule_set, unit)
  include (grp, case_id, opened, due, risk, runs, halted, unsure, customer_only, over) where ended is null;

-- The last weeks' applications and ends are counted from the indexes alone.
drop index case_fact_opened;
create index case_fact_opened on case_fact (origin, opened desc) include (unit);

-- A version grows with the place in the file: a few bytes a hundred pages say where the changed cases are.
drop index case_fact_version;
create index case_fact_version on case_fact using brin (version) with (pages_per_range = 16);

-- A source is never deleted; checking it for every case cost a tenth of their COPY.
alter table case_fact drop constraint case_fact_origin_fkey;
