-- Tables in the order in which they were made: one refers only to those before it. Contents lie beside
-- the backups; what was read from them is read anew. A copy by rows is a generation of its own.
SELECT name FROM main.sqlite_schema
WHERE type = 'table' AND name NOT LIKE 'sqlite\_%' ESCAPE '\'
  AND name NOT IN ('content_piece', 'reading', 'reading_page', 'generation')
  AND name NOT LIKE 'page\_words%' ESCAPE '\'
ORDER BY rowid
