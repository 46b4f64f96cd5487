SELECT id FROM dossier ORDER BY created_at DESC, key DESC
