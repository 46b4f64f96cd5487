UPDATE received SET is_arriving = 0 WHERE dossier = ?1 AND is_arriving = 1
