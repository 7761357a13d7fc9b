-- What people say to figures: why a clock was late, whether it should count, and what was reported.

-- One row per explanation 超期原因 of a late clock; the latest one holds.
create table explanation (
  origin int not null references origin,
  case_key text not null,
  rule_set smallint not null references rule_set,
  stage smallint not null,                    -- a stage, or CUBE.whole or CUBE.utilitySum
  said_at timestamptz not null,
  said_by text not null check (said_by <> ''),
  cause text not null,                        -- code of the cause list in force on that day
  note text not null default '',
  primary key (origin, case_key, rule_set, stage, said_at)
);

-- One row per request for exemption 申诉剔除 of a late clock; the latest one holds. Facts and clocks never change by it.
create table exemption (
  origin int not null references origin,
  case_key text not null,
  rule_set smallint not null references rule_set,
  stage smallint not null,
  asked_at timestamptz not null,
  asked_by text not null check (asked_by <> ''),
  evidence text not null,
  decided_at timestamptz,                     -- null: not decided yet
  decided_by text,
  approved boolean,
  reason text,
  primary key (origin, case_key, rule_set, stage, asked_at),
  check ((decided_at is null) = (decided_by is null) and (decided_at is null) = (approved is null)
    and (decided_at is null) = (reason is null)),
  check (decided_by <> asked_by)              -- another person decides
);
create index exemption_approved on exemption (origin, rule_set) where approved;

-- One row per origin, rule set and month that was closed 关账: its figures as reported.
create table closed_period (
  origin int not null references origin,
  rule_set smallint not null references rule_set,
  month int not null,                         -- year*12 + month (0-11)
  closed_at timestamptz not null,
  closed_by text not null check (closed_by <> ''),
  data_time timestamptz not null,             -- of the origin when it was closed
  version bigint not null,                    -- of the origin when it was closed
  basis jsonb not null,                       -- rules, calendar, stages and tree the verdicts hung on
  primary key (origin, rule_set, month)
);

-- One row per unit at every level, piece of a closed month and stage: the cube as it stood when the month was closed.
create table reported_cube (
  origin int not null,
  rule_set smallint not null,
  unit int not null,
  piece int not null,
  stage smallint not null,
  n int not null,
  decided int not null,
  late int not null,
  undecidable int not null,
  hist bytea not null,
  primary key (origin, rule_set, stage, piece, unit)
);

-- One row per unit that owned cases and piece of a closed month: every verdict that was reported, by case and stage.
create table reported_page (
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
