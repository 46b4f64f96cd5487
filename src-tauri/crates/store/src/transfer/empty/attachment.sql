DELETE FROM attachment WHERE dossier = ?1
