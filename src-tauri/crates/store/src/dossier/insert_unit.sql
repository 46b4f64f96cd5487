INSERT INTO unit (kind, name) VALUES (?1, ?2)
