DELETE FROM citation WHERE dossier = ?1
