-- One row a step since the last of the operations ?2 that undo may not pass, oldest first.
SELECT step, op FROM journal
WHERE dossier = ?1
  AND seq > (SELECT max(seq) FROM journal
             WHERE dossier = ?1 AND op IN (SELECT value FROM json_each(?2)))
GROUP BY step ORDER BY step
