-- Every table's key begins with the origin; ids are numbered per origin, so that two provinces never share a sequence.

-- One row per origin (one source system; the name people give it is the source).
create table origin (
  origin int primary key,
  source text not null unique,
  label text not null,
  zone text not null,                         -- zone of stamps without offset
  profile jsonb,                              -- the profile last used
  rule_set smallint not null,                 -- the primary rule set
  own_clock boolean not null default true,    -- today follows the data (demo, historical logs), not the wall clock
  daily boolean not null default false,       -- a T+1 feed: data time is the end of its last complete day
  demo boolean not null default false,
  mapped boolean not null default false,      -- stages come from a mapping, not from the activities' names
  single_stamp boolean not null default true, -- events have one timestamp: a stay runs to the next event
  data_time timestamptz,                      -- asOf of every screen
  arrived_at timestamptz,                     -- when the newest file came in
  version bigint not null default 0           -- grows by one with every published change; the cache key
);

-- One row per file read from an origin; the accounting identity is a constraint.
create table import_file (
  origin int not null references origin,
  file int not null,
  name text not null,
  sha256 text not null,
  bytes bigint not null,
  format text not null,
  encoding text not null,
  shape text not null,
  status text not null check (status in ('imported', 'held', 'rejected')),
  rows_in int not null,                       -- counted independently of the parser
  rows_new int not null,
  rows_changed int not null,
  rows_same int not null,
  rows_quarantined int not null,
  rows_blank int not null,
  rows_total int not null,                    -- 合计 lines
  reasons jsonb not null default '{}',
  data_time timestamptz,
  message text not null default '',
  started_at timestamptz not null,
  finished_at timestamptz not null,
  primary key (origin, file),
  check (rows_in = rows_new + rows_changed + rows_same + rows_quarantined + rows_blank + rows_total)
);
create index import_file_hash on import_file (origin, sha256);

-- One row per refused row, kept whole with its reason.
create table quarantine (
  origin int not null,
  file int not null,
  line int not null,
  column_name text not null default '',
  value text not null default '',
  reason text not null,
  raw text not null,
  primary key (origin, file, line),
  foreign key (origin, file) references import_file
);

-- One row per unit of an origin's tree; unit 0 is its root, the unit with code '?' is 待归属单位.
create table unit (
  origin int not null references origin,
  unit int not null,
  code text not null,
  name text not null,
  parent int,
  level smallint not null default 0,
  ord int not null default 0,
  primary key (origin, unit),
  unique (origin, code)
);

-- One row per unit and unit above it, itself included.
create table unit_above (
  origin int not null,
  unit int not null,
  above int not null,
  primary key (origin, above, unit)
);

-- One row per stage of an origin (环节), in process order.
create table stage (
  origin int not null references origin,
  stage smallint not null,
  code text not null,
  name text not null,
  ord smallint not null,
  owner smallint not null default 0,
  assessed boolean not null default true,
  primary key (origin, stage),
  unique (origin, code)
);

-- One row per activity name of an origin's log, with the stage it belongs to.
create table step (
  origin int not null references origin,
  step smallint not null,
  name text not null,
  stage smallint not null,
  owner smallint not null default 0,          -- index into OWNERS
  primary key (origin, step),
  unique (origin, name)
);

-- One row per operator or department name of an origin.
create table party (
  origin int not null references origin,
  party int not null,
  name text not null,
  primary key (origin, party),
  unique (origin, name)
);

-- One row per case: what all files together say of it. Events are parallel arrays in the case's order.
create table case_fact (
  origin int not null references origin,
  case_id int not null,
  case_key text not null,
  unit int not null,
  class text not null default '',
  business text not null default '',
  channel text not null default '',
  dims jsonb not null default '{}',           -- free dimensions under their source names, null for a missing value
  state smallint not null,                    -- index into CASE_STATES
  opened timestamptz not null,                -- acceptance, else the first start
  ended timestamptz,                          -- archived or aborted; null while open
  deadline timestamptz,                       -- given by the source, compared as the instant written
  first_start timestamptz not null,
  last_end timestamptz not null,
  first_at timestamptz not null,              -- instant of the first event in order
  last_at timestamptz not null,
  current_step smallint,                      -- of an open case
  department int,                             -- 当前责任部门 of an open case
  flags int not null default 0,
  step smallint[] not null,
  arrived timestamptz[] not null,
  started timestamptz[] not null,
  finished timestamptz[] not null,
  operator int[] not null,
  departments int[] not null,
  event_unit int[] not null,
  sequence text[],                            -- the sequence column, where the profile names one
  file int[] not null,
  line int[] not null,
  evidence jsonb not null default '{}',       -- what a later merge needs: attribute sets, identities, data times
  version bigint not null,                    -- the origin's version that last changed this case
  primary key (origin, case_id),
  unique (origin, case_key)
);
create index case_fact_ended on case_fact (origin, ended, unit); -- open cases are those without an end
create index case_fact_flagged on case_fact (origin, unit) where flags <> 0;
create index case_fact_version on case_fact (origin, version);
create index case_fact_deadline on case_fact (origin) where deadline is not null;
create index case_fact_opened on case_fact (origin, opened desc);

-- One row per suspension 暂停 of a case; it may come before its case.
create table suspension (
  origin int not null references origin,
  case_key text not null,
  paused_from timestamptz not null,
  occurrence smallint not null default 1,
  paused_to timestamptz,
  owner smallint not null,
  reason text not null default '',
  data_time timestamptz,
  file int not null,
  line int not null,
  primary key (origin, case_key, paused_from, occurrence)
);

-- One row per callback 回访 of a case; it may come before its case.
create table callback (
  origin int not null references origin,
  case_key text not null,
  occurrence smallint not null default 1,
  due timestamptz,
  made timestamptz,
  answered boolean not null,
  grade smallint,                             -- index into GRADES; null where not answered
  data_time timestamptz,
  file int not null,
  line int not null,
  primary key (origin, case_key, occurrence)
);

-- One row per rule set, as loaded from its versioned file.
create table rule_set (
  rule_set smallint primary key,
  code text not null unique,
  name text not null,
  name_en text not null,
  kind text not null check (kind in ('official', 'internal', 'source')),
  version text not null,
  doc jsonb not null
);

-- One row per origin and rule set that judges it; the clocks are complete up to this version of the origin.
create table judged (
  origin int not null references origin,
  rule_set smallint not null references rule_set,
  version bigint not null,
  calendar_version text not null,
  basis jsonb not null,                       -- what every verdict and sum hangs on: rules, process, unit tree
  unsettled int[] not null,                   -- ended cases that a later data time may still change
  primary key (origin, rule_set)
);

-- One row per case and rule set: its clocks as parallel arrays. stage is a stage or one of CUBE.whole, CUBE.utilitySum.
-- Pages and cube follow from these rows alone, so a row also holds what it was filed under.
create table case_clock (
  origin int not null,
  rule_set smallint not null,
  case_id int not null,
  unit int not null,                          -- unit, group, state, opened, ended of the case at the data time
  grp smallint not null,
  state smallint not null,
  opened timestamptz not null,
  ended timestamptz,
  rule smallint[] not null,                   -- index into the rule set's rules; -1 where none applies
  stage smallint[] not null,
  started timestamptz[] not null,
  deadline timestamptz[] not null,            -- null: no limit, or paused before the limit was used up
  risk_at timestamptz[] not null,             -- from this instant on the clock is at risk
  stopped timestamptz[] not null,             -- null: running
  used smallint[] not null,                   -- in the limit's unit, to the stop or to the data time
  days_over smallint[] not null,
  verdict smallint[] not null,                -- index into VERDICTS
  paused boolean[] not null,                  -- at the data time, clocks that run
  provisional boolean not null default false, -- a deadline beyond the calendar's horizon
  case_verdict smallint not null,             -- of the case as a whole: index into VERDICTS
  days smallint not null,                     -- whole process in working days, to the end or to the data time
  customer_only boolean not null default false, -- open, and only customer steps are open
  late boolean not null,                      -- some clock is or was past its deadline at the data time
  primary key (origin, rule_set, case_id)
);
create index case_clock_late on case_clock (origin, rule_set) where late;

-- One row per class and business type that occurs together in an origin.
create table cube_group (
  origin int not null references origin,
  grp smallint not null,
  class text not null,
  business text not null,
  primary key (origin, grp),
  unique (origin, class, business)
);

-- One row per unit that owns cases and piece of a month: every clock that stopped in it, by case and stage. The evidence
-- behind the cube.
create table case_page (
  origin int not null,
  rule_set smallint not null,
  unit int not null,
  piece int not null,
  case_id int[] not null,
  stage smallint[] not null,
  grp smallint[] not null,
  days smallint[] not null,
  verdict smallint[] not null,
  primary key (origin, rule_set, unit, piece)
);

-- One row per unit at every level, piece of a month and stage: additive sums and an exact histogram.
create table cube (
  origin int not null,
  rule_set smallint not null,
  unit int not null,
  piece int not null,
  stage smallint not null,
  n int not null,                             -- clocks stopped
  decided int not null,                       -- met + overdue
  late int not null,
  undecidable int not null,
  hist bytea not null,                        -- sql/histogram.ts: per group the sparse histogram of (days, verdict)
  written bigint not null,                    -- origin version that wrote this part
  primary key (origin, rule_set, stage, piece, unit)
);
create index cube_unit on cube (origin, rule_set, unit, piece);

-- One row per job and slot: who runs what, once.
create table job_slot (
  job text not null,
  slot text not null,
  state text not null check (state in ('running', 'done', 'failed')),
  token bigint not null,
  attempts int not null default 1,
  lease_until timestamptz not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  detail jsonb not null default '{}',
  primary key (job, slot)
);

-- Facts for anyone who asks in SQL: one row per event.
create view step_event as
select f.origin, f.case_key, f.case_id, e.ordinality::int as position, s.name as activity, g.code as stage,
       e.arrived, e.started, e.finished, o.name as operator, d.name as department, u.code as unit, e.file, e.line
from case_fact f
cross join lateral unnest(f.step, f.arrived, f.started, f.finished, f.operator, f.departments, f.event_unit, f.file, f.line)
  with ordinality as e(step, arrived, started, finished, operator, department, unit, file, line, ordinality)
join step s on s.origin = f.origin and s.step = e.step
join stage g on g.origin = s.origin and g.stage = s.stage
left join party o on o.origin = f.origin and o.party = e.operator
left join party d on d.origin = f.origin and d.party = e.department
left join unit u on u.origin = f.origin and u.unit = e.unit;

-- One row per clock.
create view clock as
select c.origin, c.rule_set, f.case_key, c.case_id, k.*
from case_clock c
join case_fact f using (origin, case_id)
cross join lateral unnest(c.rule, c.stage, c.started, c.deadline, c.risk_at, c.stopped, c.used, c.days_over, c.verdict, c.paused)
  as k(rule, stage, started, deadline, risk_at, stopped, used, days_over, verdict, paused);
