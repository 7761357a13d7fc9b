-- Pages and cube say how the open stock stands at the data time, and on which day cases were applied for and ended; which data time that was is kept, so that an import that
-- does not move it judges only the cases it touches.
alter table judged add column as_of timestamptz;

-- The oldest open case is the first of this; the way up from a unit is asked for on every case page.
create index case_clock_oldest on case_clock (origin, rule_set, opened, case_id) include (unit, grp) where ended is null;
create index unit_above_unit on unit_above (origin, unit);

-- Everything judged before lacks it: the next round judges it anew, and until then the stock is counted from the clocks.
update judged set calendar_version = '', basis = jsonb_set(basis, '{calendar}', '""');
