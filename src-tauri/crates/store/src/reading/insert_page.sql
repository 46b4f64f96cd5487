INSERT INTO reading_page (content, page, text) VALUES (?1, ?2, ?3)
