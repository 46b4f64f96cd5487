INSERT INTO citation (dossier, evidence, code, section, page, note) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (dossier, evidence, code) DO UPDATE
SET section = excluded.section, page = excluded.page, note = excluded.note
