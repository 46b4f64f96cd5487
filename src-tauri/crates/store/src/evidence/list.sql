SELECT number, date, issuer, subject, id FROM evidence WHERE dossier = ?1
ORDER BY date IS NULL, date, number, id
