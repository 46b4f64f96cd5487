UPDATE sign_off SET number = ?3, date = ?4 WHERE dossier = ?1 AND ordinal = ?2
