-- What an import had to tell of a file, by codes and what fills them, so that everybody reads it in their language, and the
-- units it spoke of, so that one that is missing for once is named.
alter table import_file
  add column told jsonb,                      -- null: nothing, or taken before it was kept
  add column units text[];                    -- codes; null: it names none, or was taken before they were kept
