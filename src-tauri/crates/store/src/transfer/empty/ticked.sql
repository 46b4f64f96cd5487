DELETE FROM ticked WHERE dossier = ?1
