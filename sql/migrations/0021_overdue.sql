-- The cases behind a number of late clocks are listed by the day they were accepted: of the many that a province has, only
-- the first few are read. Which cases were late when a month began, the cube says.
drop index case_clock_late;
create index case_clock_overdue on case_clock (origin, rule_set, opened, unit)
  where case_verdict = 1 or 1 = any (verdict); -- VERDICTS: overdue

-- Every question asks for the top of a tree, many for the units right below one.
create index unit_parent on unit (origin, parent);
