SELECT ordinal, op, sign_off, sha256, at, by_name, by_post, particulars, prev, hash
FROM office_note WHERE dossier = ?1 ORDER BY ordinal
