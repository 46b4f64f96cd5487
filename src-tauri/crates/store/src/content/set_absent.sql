INSERT INTO absent_content (content) VALUES (?1)
