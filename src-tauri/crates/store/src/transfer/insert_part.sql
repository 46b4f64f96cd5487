INSERT INTO handed_part (dossier, person, codes, base_seq, base_hash) VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT (dossier) DO UPDATE
SET person = excluded.person, codes = excluded.codes,
    base_seq = excluded.base_seq, base_hash = excluded.base_hash
