DELETE FROM handed_part WHERE dossier = ?1
