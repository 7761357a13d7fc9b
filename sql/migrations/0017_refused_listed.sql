-- A refused row of an in-flight snapshot was in the list: its case is not 去向不明.
alter table quarantine
  add column listed timestamptz,              -- data time of the snapshot it was a row of; null: of none, or taken before it was kept
  add column case_key text;                   -- null: cannot be read
create index quarantine_listed on quarantine (origin, case_key, listed) where listed is not null;
