INSERT INTO answer (dossier, code, section, body) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (dossier, code) DO UPDATE SET section = excluded.section, body = excluded.body
