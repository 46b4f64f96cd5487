SELECT report_texts FROM dossier WHERE key = ?1
