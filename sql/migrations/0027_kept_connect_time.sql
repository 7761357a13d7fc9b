-- Months closed before the time to connect was counted froze none of it: their figures as reported say so.
alter table closed_period add column connect_time boolean not null default false;
update closed_period p set connect_time = exists (
  select from reported_cube c where c.origin = p.origin and c.rule_set = p.rule_set
    and c.piece in (p.month * 2, p.month * 2 + 1) and c.stage in (-14, -15));
