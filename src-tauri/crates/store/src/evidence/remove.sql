DELETE FROM evidence WHERE dossier = ?1 AND id = ?2
