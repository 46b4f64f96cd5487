DELETE FROM reading WHERE content = ?1
