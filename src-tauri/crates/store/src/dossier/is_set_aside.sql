SELECT EXISTS (SELECT 1 FROM set_aside WHERE dossier = ?1)
