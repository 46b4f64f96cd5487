DELETE FROM content WHERE key = ?1
