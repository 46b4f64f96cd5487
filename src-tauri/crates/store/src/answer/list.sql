SELECT section, code, body FROM answer WHERE dossier = ?1 ORDER BY code
