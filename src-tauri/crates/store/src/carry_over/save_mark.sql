INSERT INTO carried (dossier, code, source) VALUES (?1, ?2, ?3)
ON CONFLICT (dossier, code) DO UPDATE SET source = excluded.source
