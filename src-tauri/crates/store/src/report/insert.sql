INSERT INTO report (dossier, ordinal, sign_off, kind, number, date, name, sha256, bytes)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
