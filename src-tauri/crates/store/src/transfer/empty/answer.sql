DELETE FROM answer WHERE dossier = ?1
