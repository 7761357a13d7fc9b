-- A row of the cube holds a quarter: half a month of a small unit was a few bytes, and a row around them costs more. What was
-- reported of closed months stays as it is.
alter table cube rename to cube_before;
alter index cube_pkey rename to cube_before_pkey;
drop index cube_unit;

create table cube (
  origin int not null,
  rule_set smallint not null,
  unit int not null,
  quarter int not null,                       -- six pieces of a month: piece / 6
  stage smallint not null,
  n int not null,                             -- clocks stopped; these four are sums over the quarter
  decided int not null,                       -- met + overdue
  late int not null,
  undecidable int not null,
  hists bytea not null,                       -- sql/quarter.ts: the histograms of its pieces (sql/histogram.ts)
  written bigint not null                     -- origin version that wrote this row
);

insert into cube
select origin, rule_set, unit, piece / 6, stage, sum(n), sum(decided), sum(late), sum(undecidable),
       int4send(coalesce(sum(length(hist)) filter (where piece % 6 = 0), 0)::int)
       || int4send(coalesce(sum(length(hist)) filter (where piece % 6 <= 1), 0)::int)
       || int4send(coalesce(sum(length(hist)) filter (where piece % 6 <= 2), 0)::int)
       || int4send(coalesce(sum(length(hist)) filter (where piece % 6 <= 3), 0)::int)
       || int4send(coalesce(sum(length(hist)) filter (where piece % 6 <= 4), 0)::int)
       || int4send(sum(length(hist))::int)
       || string_agg(hist, ''::bytea order by piece),
       max(written)
from cube_before group by 1, 2, 3, 4, 5;

drop table cube_before;
alter table cube add primary key (origin, rule_set, stage, quarter, unit);
create index cube_unit on cube (origin, rule_set, unit, quarter);
alter table cube alter column hists set statistics 0;
