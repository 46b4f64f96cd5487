SELECT content, sha256 FROM sign_off WHERE dossier = ?1 AND ordinal = ?2
