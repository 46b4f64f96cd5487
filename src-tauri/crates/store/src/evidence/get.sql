SELECT number, date, issuer, subject FROM evidence WHERE dossier = ?1 AND id = ?2
