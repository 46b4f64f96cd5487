SELECT op, subject, before, after FROM journal WHERE dossier = ?1 AND step = ?2 ORDER BY seq
