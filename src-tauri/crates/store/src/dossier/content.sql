SELECT created_at, coalesce(corrected_round.round, dossier.round), profile, report_texts
FROM dossier LEFT JOIN corrected_round ON corrected_round.dossier = key
WHERE key = ?1
