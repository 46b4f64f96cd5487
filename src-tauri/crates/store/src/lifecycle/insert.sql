INSERT INTO passage (dossier, ordinal, op, sign_off, at, by_name, by_post, particulars)
VALUES (?1, 1 + (SELECT count(*) FROM passage WHERE dossier = ?1), ?2, ?3, ?4, ?5, ?6, ?7)
RETURNING ordinal
