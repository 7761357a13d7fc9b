-- One row per note people put on a time chart (批注): who, when, what. A note taken back keeps its row.
create table annotation (
  origin int not null references origin,
  annotation int not null,
  month text not null check (month ~ '^\d{4}-\d{2}$'),
  unit int,                                   -- the unit it is about and those below; null: the whole source
  words text not null,
  author text not null,
  made_at timestamptz not null,
  taken_back_at timestamptz,
  primary key (origin, annotation)
);
