SELECT name, sha256, bytes FROM attachment WHERE dossier = ?1 AND evidence = ?2
