SELECT section, page, note, code, evidence FROM citation WHERE dossier = ?1 ORDER BY evidence, code
