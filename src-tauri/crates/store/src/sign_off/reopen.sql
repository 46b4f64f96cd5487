UPDATE sign_off SET reopened_at = ?3, reason = ?4 WHERE dossier = ?1 AND ordinal = ?2
