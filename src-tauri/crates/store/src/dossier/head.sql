SELECT key, id, state, criteria_set, EXISTS (SELECT 1 FROM set_aside WHERE dossier = key)
FROM dossier WHERE id = ?1
