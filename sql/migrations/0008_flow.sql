-- How cases flow from hand to hand, independent of any rule set: hand-overs, waits, work, paths and signs per case.

-- One row per series of an origin: what is counted (kind), of what (a, b, c), and of which class and business type.
create table flow_series (
  origin int not null references origin,
  series int not null,
  kind smallint not null,                     -- index into FLOW_KINDS; it says what a, b and c are
  a int not null,
  b int not null,
  c int not null,
  grp smallint not null,                      -- cube_group
  primary key (origin, series),
  unique (origin, kind, a, b, c, grp)
);

-- One row per path of an origin: the stages cases went through, in order.
create table flow_path (
  origin int not null references origin,
  path int not null,
  stages smallint[] not null,
  primary key (origin, path),
  unique (origin, stages)
);

-- One row per case: what it counts for, as parallel arrays. The evidence behind the sums.
create table case_flow (
  origin int not null,
  case_id int not null,
  unit int not null,
  last_piece int not null,                    -- the latest of its pieces: older questions' cases lie below
  piece int[] not null,
  series int[] not null,
  days smallint[] not null,
  primary key (origin, case_id)
);
create index case_flow_piece on case_flow (origin, last_piece, unit);

-- One row per kind, unit at every level and piece of a month: how often each series came with so many days.
create table flow (
  origin int not null,
  kind smallint not null,
  unit int not null,
  piece int not null,
  hist bytea not null,                        -- sql/histogram.ts, a section per series
  primary key (origin, kind, unit, piece)
);

-- One row per origin whose flow is counted, up to this version of it.
create table flow_counted (
  origin int primary key references origin,
  version bigint not null,
  basis jsonb not null                        -- what every sum hangs on: process, calendar, unit tree
);
