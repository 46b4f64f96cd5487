DELETE FROM attachment WHERE dossier = ?1 AND evidence = ?2
