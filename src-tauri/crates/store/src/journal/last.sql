SELECT seq, step, hash FROM journal WHERE dossier = ?1 ORDER BY seq DESC LIMIT 1
