SELECT ordinal, op, sign_off, at, by_name, by_post, particulars
FROM passage WHERE dossier = ?1 ORDER BY ordinal
