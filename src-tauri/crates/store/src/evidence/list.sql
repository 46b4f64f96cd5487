SELECT number, date, issuer, subject, kind, cite_only, id FROM evidence WHERE dossier = ?1
ORDER BY date IS NULL, date, number, id
