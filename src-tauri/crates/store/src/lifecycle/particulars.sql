SELECT op, sign_off, particulars FROM passage WHERE dossier = ?1 AND ordinal = ?2
