-- One row per unit code and day from which the unit stands so, as the unit tables say; the tree in `unit` follows from
-- these rows alone, whatever order they came in.
create table unit_version (
  origin int not null references origin,
  code text not null,
  valid_from date not null,                   -- -infinity: since ever
  valid_to date,                              -- its last day; null: still
  name text not null,
  parent text,                                -- code of the unit above; null: the top
  successor text,                             -- code of the unit that took it over when it ended
  data_time timestamptz,
  file int not null,
  line int not null,
  primary key (origin, code, valid_from)
);

-- Tables delivered before versions were kept: their units have stood as they stand since ever.
insert into unit_version (origin, code, valid_from, name, parent, file, line)
select u.origin, u.code, '-infinity', u.name, case when p.unit <> 0 or p.code <> o.source then p.code end, i.file, 0
from unit u
join origin o on o.origin = u.origin
join lateral (select min(file) as file from import_file f
  where f.origin = u.origin and f.shape = 'unit' and f.status = 'imported') i on i.file is not null
left join unit p on p.origin = u.origin and p.unit = u.parent
where u.code <> '?' and not (u.unit = 0 and u.code = o.source);

-- One row per data time of an in-flight snapshot and file that brought a part of it.
create table snapshot (
  origin int not null references origin,
  data_time timestamptz not null,
  file int not null,
  primary key (origin, data_time, file)
);

alter table case_fact
  add column listed timestamptz,              -- latest data time at which a case list held the case
  add column missing_since timestamptz,       -- 去向不明: data time of the first snapshot that lacks the open case
  add column designer int,                    -- 设计, 施工, 设备供应单位: numbers of `firm`
  add column builder int,
  add column supplier int;
create index case_fact_missing on case_fact (origin, missing_since) where missing_since is not null;

-- One row per design, construction or supply firm of an origin, under its normalised name.
create table firm (
  origin int not null references origin,
  firm int not null,
  name text not null,
  head text not null,                         -- the firm a branch 分公司 belongs to; else its own name
  primary key (origin, firm),
  unique (origin, name)
);

-- One row per return 回退 of a case to an earlier step; it may come before its case.
create table step_return (
  origin int not null references origin,
  case_key text not null,
  returned_at timestamptz not null,
  occurrence smallint not null default 1,
  from_step text,
  to_step text,
  operator text,
  reason text not null default '',
  data_time timestamptz,
  file int not null,
  line int not null,
  primary key (origin, case_key, returned_at, occurrence)
);

-- One row per complaint 投诉 under its number; one without a case counts for its unit only.
create table complaint (
  origin int not null references origin,
  number text not null,
  case_key text,
  unit text,                                  -- code as the source writes it
  made timestamptz,
  channel text not null default '',           -- 95598, 12398, 12345, as the source writes it
  category text not null default '',
  upheld boolean,                             -- null: not yet decided
  duplicate_of text,                          -- number of the complaint it repeats
  data_time timestamptz,
  file int not null,
  line int not null,
  primary key (origin, number)
);
create index complaint_case on complaint (origin, case_key);

-- One row per customer of a batch case 批量新装.
create table batch_customer (
  origin int not null references origin,
  case_key text not null,
  customer text not null,
  energised timestamptz,
  data_time timestamptz,
  file int not null,
  line int not null,
  primary key (origin, case_key, customer)
);

alter table callback
  add column time_deviates boolean,           -- the recorded times differ from the customer's memory; null: not asked
  add column designated boolean;              -- a designer, builder or supplier was designated 三指定; null: not asked

-- One row per way in which files of an origin were read.
create table reading (
  origin int not null references origin,
  reading int not null,
  profile jsonb not null,
  zone text not null,                         -- of stamps without offset where the profile names none
  primary key (origin, reading)
);

alter table import_file
  add column reading int,                     -- null: held or rejected, or read before readings were kept
  add column many_stamps boolean not null default false, -- some event has two stamps
  add column withdrawn_at timestamptz,
  drop constraint import_file_status_check,
  add constraint import_file_status_check check (status in ('imported', 'held', 'rejected', 'withdrawn')),
  add constraint import_file_withdrawn check ((status = 'withdrawn') = (withdrawn_at is not null));

-- One row per imported file: which cases (and complaints) its rows are of, so that a withdrawal reads no other file.
create table import_touch (
  origin int not null,
  file int not null,
  cases bytea not null,                       -- 32-bit hashes of their keys, ascending, little-endian
  primary key (origin, file),
  foreign key (origin, file) references import_file
);

alter table quarantine
  add column sheet text not null default '',
  drop constraint quarantine_pkey,
  add primary key (origin, file, sheet, line);
create index quarantine_reason on quarantine (origin, reason, file);

-- One row per replay: refused rows of one file taken after a correction of the profile.
create table replay (
  origin int not null,
  replay int not null,
  file int not null,
  reading int not null,
  sheet text[] not null,                      -- where the rows taken stand
  line int[] not null,
  reason text not null,                       -- why they had been refused; '' for several reasons
  rows_new int not null,
  rows_changed int not null,
  rows_same int not null,
  replayed_at timestamptz not null,
  primary key (origin, replay),
  foreign key (origin, file) references import_file,
  check (cardinality(line) = cardinality(sheet))
);
create index replay_file on replay (origin, file);
