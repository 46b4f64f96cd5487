DELETE FROM report WHERE dossier = ?1
