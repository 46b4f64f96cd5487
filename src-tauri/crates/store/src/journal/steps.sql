-- Entries after ?2, from the last of the operations ?3 on that undo may not pass, oldest first.
SELECT seq, step, op FROM journal
WHERE dossier = ?1
  AND seq > ?2
  AND seq >= (SELECT coalesce(max(seq), 0) FROM journal
              WHERE dossier = ?1 AND seq > ?2 AND op IN (SELECT value FROM json_each(?3)))
ORDER BY seq
