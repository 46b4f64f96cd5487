SELECT name, sha256, bytes, evidence FROM attachment WHERE dossier = ?1
