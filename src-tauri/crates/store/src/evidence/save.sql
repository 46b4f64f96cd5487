INSERT INTO evidence (dossier, id, number, date, issuer, subject) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (dossier, id) DO UPDATE
SET number = excluded.number, date = excluded.date, issuer = excluded.issuer, subject = excluded.subject
