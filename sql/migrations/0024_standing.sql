-- Pages and cube say how the open stock stands at the data time; which data time that was is kept, so that an import that
-- does not move it judges only the cases it touches.
alter table judged add column as_of timestamptz;

-- Everything judged before lacks it: the next round judges it anew, and until then the stock is counted from the clocks.
update judged set calendar_version = '', basis = jsonb_set(basis, '{calendar}', '""');
