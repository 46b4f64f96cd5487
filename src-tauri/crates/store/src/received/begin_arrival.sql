UPDATE received SET is_arriving = 1 WHERE dossier = ?1
