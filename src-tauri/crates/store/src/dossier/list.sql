SELECT id, EXISTS (SELECT 1 FROM set_aside WHERE dossier = key)
FROM dossier ORDER BY created_at DESC, key DESC
