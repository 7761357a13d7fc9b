-- Steps that end their stage (`part: last` of a profile): until one is done, an open case that has not moved on stays in it.
alter table step add column ends boolean not null default false;
