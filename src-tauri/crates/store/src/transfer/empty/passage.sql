DELETE FROM passage WHERE dossier = ?1
