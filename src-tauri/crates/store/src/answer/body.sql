SELECT body FROM answer WHERE dossier = ?1 AND code = ?2
