SELECT hash FROM journal WHERE dossier = ?1 AND seq = ?2
