INSERT INTO office_note
    (dossier, ordinal, op, sign_off, sha256, at, by_name, by_post, particulars, prev, hash)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
