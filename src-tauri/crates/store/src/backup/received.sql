SELECT dossier || ' ' || role || ' ' || is_aside FROM received ORDER BY dossier
