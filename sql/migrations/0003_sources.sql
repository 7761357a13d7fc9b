-- One row per piece of work somebody asked for on a page; its slot in job_slot says what became of it.
create table job_request (
  job text not null,
  slot text not null,
  asked jsonb not null,
  asked_at timestamptz not null,
  primary key (job, slot)
);

-- One row per origin that delivers by itself or by hand: how it comes, by when it is due, and how the last try went.
create table delivery (
  origin int primary key references origin,
  kind text not null check (kind in ('inbox', 'upload', 'cli', 'http', 'sql')),
  arrives_by text not null default '08:30',   -- a daily feed must have arrived by then, HH:MM of the origin's zone
  fresh_minutes int,                          -- a feed that is not daily is stale once its data is so old; null: never
  tried_at timestamptz,                       -- last look that found something to fetch or read
  succeeded_at timestamptz,                   -- last one that ended well
  rows_in int not null default 0,             -- rows of that one
  error text not null default '',             -- why the last try failed; '' where it did not
  waiting int not null default 0,             -- inbox: files that lie there and are not ready
  ignored jsonb not null default '{}',        -- inbox: entries left alone, by reason
  checkpoint jsonb not null default '{}'      -- where the next fetch goes on
);
