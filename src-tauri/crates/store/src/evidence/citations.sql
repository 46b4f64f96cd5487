SELECT section, page, note, code FROM citation WHERE dossier = ?1 AND evidence = ?2 ORDER BY code
