INSERT INTO reading (content, edition, facts) VALUES (?1, ?2, ?3)
