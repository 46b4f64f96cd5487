SELECT sha256, number, date, reason FROM sign_off WHERE dossier = ?1 AND ordinal = ?2
