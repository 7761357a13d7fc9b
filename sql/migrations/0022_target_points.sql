-- What reaching a target earns in a unit's assessment 分值; the formula that makes a score of it is a dated setting.
alter table target add column points float8 check (points > 0);
