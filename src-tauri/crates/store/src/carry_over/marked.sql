SELECT code FROM carried WHERE dossier = ?1
