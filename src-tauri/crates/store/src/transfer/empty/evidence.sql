DELETE FROM evidence WHERE dossier = ?1
