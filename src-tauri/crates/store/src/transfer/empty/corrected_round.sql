DELETE FROM corrected_round WHERE dossier = ?1
