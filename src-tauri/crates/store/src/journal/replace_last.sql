UPDATE journal SET at = ?3, after = ?4, hash = ?5 WHERE dossier = ?1 AND seq = ?2
