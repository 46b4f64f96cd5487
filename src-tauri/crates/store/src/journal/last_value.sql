SELECT coalesce(after, before) FROM journal INDEXED BY journal_subject
WHERE dossier = ?1 AND subject = ?2 ORDER BY seq DESC LIMIT 1
