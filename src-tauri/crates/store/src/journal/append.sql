INSERT INTO journal (dossier, seq, step, op, subject, at, by_name, by_post, prev, hash, before, after)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
