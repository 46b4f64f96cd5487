DELETE FROM set_aside WHERE dossier = ?1
