UPDATE dossier SET state = 'drafting' WHERE key = ?1
