UPDATE dossier SET profile = ?2, unit = ?3 WHERE key = ?1
