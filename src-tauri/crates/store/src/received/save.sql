INSERT INTO received (dossier, role, at, by_name, by_post, seq, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
ON CONFLICT (dossier) DO UPDATE
SET role = excluded.role, at = excluded.at, by_name = excluded.by_name, by_post = excluded.by_post,
    seq = excluded.seq, hash = excluded.hash, is_aside = 0, is_arriving = 0
