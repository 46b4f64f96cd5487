DELETE FROM carried WHERE dossier = ?1
