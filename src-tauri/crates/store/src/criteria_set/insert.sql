INSERT INTO criteria_set (id, version, sha256, content) VALUES (?1, ?2, ?3, ?4)
