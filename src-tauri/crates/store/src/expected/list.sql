SELECT code, position FROM ticked WHERE dossier = ?1
