-- Contents that are here and no document and no report has, no step of undo or redo could bring back, and no sign-off names;
-- undo does not pass the operations ?1.
WITH boundary (dossier, seq) AS MATERIALIZED (
    SELECT dossier, max(seq) FROM journal
    WHERE op IN (SELECT value FROM json_each(?1)) GROUP BY dossier
),
undone (value) AS (
    SELECT json_each.value FROM journal
    JOIN boundary ON boundary.dossier = journal.dossier AND journal.seq > boundary.seq,
    json_each(json_array(journal.before, journal.after))
    WHERE journal.subject LIKE 'file/%' AND json_each.value IS NOT NULL
)
SELECT key, bytes FROM content
WHERE sha256 NOT IN (SELECT sha256 FROM attachment)
  AND sha256 NOT IN (SELECT sha256 FROM report)
  AND key NOT IN (SELECT content FROM absent_content)
  AND lower(hex(sha256)) NOT IN (SELECT json_extract(value, '$.sha256') FROM undone)
  AND lower(hex(sha256)) NOT IN (
      SELECT json_extract(document.value, '$.file.sha256')
      FROM sign_off, json_each(sign_off.content, '$.evidence') AS document
      WHERE json_extract(document.value, '$.file.sha256') IS NOT NULL)
ORDER BY key
