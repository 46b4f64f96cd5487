SELECT op, subject, before, after FROM journal
WHERE dossier = ?1 AND seq BETWEEN ?2 AND ?3 ORDER BY seq
