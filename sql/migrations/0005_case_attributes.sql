-- What a case list says of a case beside its class and business type; null: the source does not say.
alter table case_fact
  add column voltage double precision,                  -- kV
  add column capacity double precision,                 -- as written; negative for a reduction 减容
  add column capacity_unit text check (capacity_unit in ('kVA', 'kW')), -- null: no unit is written
  add column supplies smallint,                         -- number of sources 电源数目
  add column customers int,                             -- customers 户数 of a batch order
  add column industry text,
  add column manager int,                               -- account manager 客户经理, a party
  add column marks smallint not null default 0,         -- bits of MARKS: the case has the mark
  add column marks_known smallint not null default 0;   -- the source says whether it has
