-- Rule sets changed here: drafts, what they would change, and who put which in force when and why.

alter table rule_set add column edited boolean not null default false;  -- what comes with the program no longer writes it

-- One row per draft of a rule set; never deleted.
create table rule_draft (
  draft int primary key,
  rule_set smallint not null references rule_set,
  doc jsonb not null,
  state text not null check (state in ('draft', 'in-force', 'dropped')),
  changed_at timestamptz not null,
  -- in force: the day the changes begin, and whether they correct the past
  effective_from date,
  corrects boolean
);

-- One row per thing done to a draft: the audit. `doc` is the set before, where it was put in force.
create table rule_audit (
  entry int primary key,
  draft int not null references rule_draft,
  action text not null check (action in ('drafted', 'changed', 'put-in-force', 'dropped')),
  at timestamptz not null,
  by text not null check (by <> ''),
  why text not null check (why <> ''),
  doc jsonb
);

-- What is odd about a case, as bits of REMARKS; the count of such cases stands beside every figure.
alter table case_clock add column remarks int not null default 0;
create index case_clock_remarks on case_clock (origin, rule_set) where remarks <> 0;
update judged set calendar_version = '';  -- everything is judged once more, so that what stands there has its remarks

-- One row per measure (or part of one), unit and day from which a target 目标值 holds; the unit's own, not those below it.
create table target (
  origin int not null references origin,
  measure text not null,
  part text not null,                         -- '' or hv, lv …: as the figures of the measure are told
  unit text not null,                         -- code
  valid_from date not null,
  direction text not null check (direction in ('higher', 'lower')),  -- which is better
  value float8 not null,
  challenge float8,                           -- 挑战值
  loaded_at timestamptz not null,
  loaded_by text not null check (loaded_by <> ''),
  primary key (origin, measure, part, unit, valid_from)
);
