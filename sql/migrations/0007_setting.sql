-- One row per setting of an origin and day from which it holds; of several for one day the one set last does.
create table setting (
  origin int not null references origin,
  name text not null,                         -- SETTINGS
  valid_from date not null,
  set_at timestamptz not null,
  set_by text not null check (set_by <> ''),
  value jsonb not null,
  source text not null default '',            -- on what authority: a document, a decision
  primary key (origin, name, valid_from, set_at)
);
