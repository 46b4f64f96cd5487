SELECT section, page, note FROM citation WHERE dossier = ?1 AND evidence = ?2 AND code = ?3
