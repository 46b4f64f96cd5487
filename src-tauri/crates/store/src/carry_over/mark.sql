SELECT source FROM carried WHERE dossier = ?1 AND code = ?2
