SELECT text FROM reading_page WHERE key = ?1
