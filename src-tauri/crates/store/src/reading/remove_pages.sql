DELETE FROM reading_page WHERE content = ?1
