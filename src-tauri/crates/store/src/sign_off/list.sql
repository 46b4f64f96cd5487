SELECT ordinal, at, by_name, by_post, number, date, sha256, reopened_at, reason
FROM sign_off WHERE dossier = ?1 ORDER BY ordinal
