INSERT INTO evidence (dossier, id, number, date, issuer, subject, kind, cite_only)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
ON CONFLICT (dossier, id) DO UPDATE
SET number = excluded.number, date = excluded.date, issuer = excluded.issuer,
    subject = excluded.subject, kind = excluded.kind, cite_only = excluded.cite_only
