DELETE FROM journal WHERE dossier = ?1
