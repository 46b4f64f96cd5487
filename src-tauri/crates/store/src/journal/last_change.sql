SELECT at, by_name, by_post FROM journal WHERE dossier = ?1 ORDER BY seq DESC LIMIT 1
