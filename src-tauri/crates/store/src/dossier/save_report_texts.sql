UPDATE dossier SET report_texts = ?2 WHERE key = ?1
