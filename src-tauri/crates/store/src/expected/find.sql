SELECT 1 FROM ticked WHERE dossier = ?1 AND code = ?2 AND position = ?3
