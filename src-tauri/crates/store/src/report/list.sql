SELECT ordinal, sign_off, kind, name, sha256, bytes FROM report WHERE dossier = ?1 ORDER BY ordinal
