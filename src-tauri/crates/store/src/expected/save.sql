INSERT INTO ticked (dossier, code, position) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING
