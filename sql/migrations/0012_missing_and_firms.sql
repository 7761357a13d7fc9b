-- 去向不明: days an open case must have been missing from the in-flight snapshots before it is listed; null: the default.
alter table delivery add column missing_days int check (missing_days >= 0);

-- Few cases name a firm: those of one are found without reading the others.
create index case_fact_firm on case_fact (origin)
  where designer is not null or builder is not null or supplier is not null;
