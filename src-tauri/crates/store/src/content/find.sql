SELECT key FROM content WHERE sha256 = ?1
