SELECT seq, step, op, subject, at, by_name, by_post, prev, hash, before, after
FROM journal WHERE dossier = ?1 AND seq = ?2
