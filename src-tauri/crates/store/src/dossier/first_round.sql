SELECT round FROM dossier WHERE key = ?1
