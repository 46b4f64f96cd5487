INSERT INTO dossier (id, state, unit, criteria_set, created_at, round, profile, report_texts)
VALUES (?1, 'drafting', ?2, ?3, ?4, ?5, ?6, ?7)
