-- Contents that are here and no document and no report has, no step of undo or redo could bring back, and no sign-off names;
-- undo does not pass the operations ?1.
SELECT key, bytes FROM content
WHERE sha256 NOT IN (SELECT sha256 FROM attachment)
  AND sha256 NOT IN (SELECT sha256 FROM report)
  AND key NOT IN (SELECT content FROM absent_content)
  AND lower(hex(sha256)) NOT IN (
      SELECT json_extract(value, '$.sha256') FROM (
          SELECT before AS value, dossier, seq FROM journal WHERE subject LIKE 'file/%'
          UNION ALL
          SELECT after, dossier, seq FROM journal WHERE subject LIKE 'file/%') AS named
      WHERE value IS NOT NULL
        AND seq > (SELECT max(seq) FROM journal
                   WHERE journal.dossier = named.dossier
                     AND op IN (SELECT value FROM json_each(?1))))
  AND lower(hex(sha256)) NOT IN (
      SELECT json_extract(document.value, '$.file.sha256')
      FROM sign_off, json_each(sign_off.content, '$.evidence') AS document
      WHERE json_extract(document.value, '$.file.sha256') IS NOT NULL)
ORDER BY key
