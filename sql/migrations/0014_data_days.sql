-- The days a file's rows are of, so that one which is missing for once is named.
alter table import_file add column days date[];  -- null: its rows have no data date, very many, or it was taken before they were kept
