SELECT id FROM dossier ORDER BY key
