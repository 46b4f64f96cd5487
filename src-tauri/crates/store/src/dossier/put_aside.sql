INSERT INTO set_aside (dossier) VALUES (?1)
