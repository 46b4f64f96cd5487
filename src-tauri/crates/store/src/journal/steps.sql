-- One row a step since the last step that undo may not touch, oldest first.
SELECT step, op FROM journal
WHERE dossier = ?1
  AND seq > (SELECT max(seq) FROM journal
             WHERE dossier = ?1 AND op IN ('new_dossier', 'sign_off', 'set_number', 'reopen'))
GROUP BY step ORDER BY step
