-- What a curve of time to finish needs of clocks besides those that stopped: who was under way when a month began, and
-- who was cut off by an abort. They are filed in pages and cube beside the stopped ones, under SEEN + stage.
alter table case_clock
  add column seen_stage smallint[],           -- SEEN + stage; all three null where there is nothing of the kind
  add column seen_at timestamptz[],           -- first instant of a month; of a clock cut off its abort
  add column seen_days smallint[];             -- used by then, in the limit's unit

-- Everything judged before lacks them: the next round judges it anew.
update judged set calendar_version = '', basis = jsonb_set(basis, '{calendar}', '""');
