SELECT criteria_set.id, criteria_set.version, criteria_set.sha256, dossier.created_at, dossier.round
FROM dossier JOIN criteria_set ON criteria_set.key = dossier.criteria_set
WHERE dossier.key = ?1
