-- Tables in the order in which they were made: one refers only to those before it. Contents lie beside
-- the backups; what was read from them is read anew.
SELECT name FROM main.sqlite_schema
WHERE type = 'table' AND name NOT LIKE 'sqlite\_%' ESCAPE '\'
  AND name NOT IN ('content_piece', 'reading', 'reading_page')
  AND name NOT LIKE 'page\_words%' ESCAPE '\'
ORDER BY rowid
