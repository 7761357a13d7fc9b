-- No question is planned by what these hold, and looking at arrays, documents and packed histograms is most of what
-- ANALYZE of these tables costs.
do $$
declare
  wide record;
begin
  for wide in
    select attrelid::regclass as owner, attname
    from pg_attribute
    where attrelid = any ('{case_fact, case_clock, case_page, case_flow, cube, flow}'::regclass[])
      and attnum > 0 and not attisdropped
      and (atttypid in ('jsonb'::regtype, 'bytea'::regtype)
           or (select typcategory from pg_type where oid = atttypid) = 'A')
  loop
    execute format('alter table %s alter column %I set statistics 0', wide.owner, wide.attname);
  end loop;
end
$$;
