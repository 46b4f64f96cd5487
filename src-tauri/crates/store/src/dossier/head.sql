SELECT key, id, state, criteria_set FROM dossier WHERE id = ?1
