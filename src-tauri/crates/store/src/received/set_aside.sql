UPDATE received SET is_aside = ?2 WHERE dossier = ?1
