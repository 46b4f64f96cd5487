SELECT number, date, issuer, subject, kind, cite_only FROM evidence WHERE dossier = ?1 AND id = ?2
