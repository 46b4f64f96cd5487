INSERT INTO sign_off (dossier, ordinal, at, by_name, by_post, number, date, sha256, content)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
