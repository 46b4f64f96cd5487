SELECT sign_off, kind, number, date, name, sha256, bytes
FROM report WHERE dossier = ?1 ORDER BY ordinal
