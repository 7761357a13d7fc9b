-- How long it took to connect an archived case is kept in pages and cube, by voltage. What was judged before lacks it: a
-- source that tells voltages is judged anew.
update judged j set calendar_version = '', basis = jsonb_set(basis, '{calendar}', '""')
where exists (select from case_fact f where f.origin = j.origin and f.voltage is not null);
