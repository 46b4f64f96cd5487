SELECT created_at, round, profile, report_texts FROM dossier WHERE key = ?1
