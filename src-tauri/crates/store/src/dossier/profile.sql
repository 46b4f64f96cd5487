SELECT profile FROM dossier WHERE key = ?1
