-- Pages and cube count which cases were open and late when a month began, and callbacks, beside the clocks seen under way:
-- neither is asked of every case any more.

-- Everything judged before lacks them: the next round judges it anew.
update judged set calendar_version = '', basis = jsonb_set(basis, '{calendar}', '""');
