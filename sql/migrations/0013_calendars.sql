-- Calendars loaded here, beside those that come with the program, and what a new one moves.

-- One row per version of a calendar: the statutory one (code cn) or one of a unit subtree. Versions are added, never changed.
create table calendar (
  code text not null check (code <> ''),
  version text not null check (version <> ''),
  doc jsonb not null,
  loaded_at timestamptz not null,
  loaded_by text not null check (loaded_by <> ''),
  note text not null default '',
  primary key (code, version)
);

-- One row per running clock whose deadline a new calendar or changed rules moved: the old deadline is kept here.
create table moved_deadline (
  origin int not null,
  rule_set smallint not null,
  moved_at timestamptz not null,
  case_id int not null,
  stage smallint not null,
  cause text not null check (cause in ('calendar', 'rules')),
  calendar_before text not null,
  calendar_after text not null,
  deadline_before timestamptz,                -- null: the clock had none then, or has none now
  deadline_after timestamptz,
  primary key (origin, rule_set, moved_at, case_id, stage)
);

-- Answers kept in memory are of one judgement: a new one of the same version makes them old.
alter table judged add column judged_at timestamptz not null default now();
