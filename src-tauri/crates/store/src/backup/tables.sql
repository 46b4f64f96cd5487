-- Tables in the order in which they were made: one refers only to those before it.
SELECT name FROM main.sqlite_schema
WHERE type = 'table' AND name NOT LIKE 'sqlite\_%' ESCAPE '\' AND name <> 'content_piece'
ORDER BY rowid
