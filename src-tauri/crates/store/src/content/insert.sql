INSERT INTO content (sha256, bytes) VALUES (?1, ?2)
