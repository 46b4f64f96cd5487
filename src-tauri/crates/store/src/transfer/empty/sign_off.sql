DELETE FROM sign_off WHERE dossier = ?1
