SELECT role, at, by_name, by_post FROM received WHERE dossier = ?1
