SELECT count(*) FROM sign_off WHERE dossier = ?1
