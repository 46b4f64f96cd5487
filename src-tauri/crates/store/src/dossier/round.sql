SELECT coalesce(corrected_round.round, dossier.round)
FROM dossier LEFT JOIN corrected_round ON corrected_round.dossier = key
WHERE key = ?1
