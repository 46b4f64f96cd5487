INSERT INTO page_words (rowid, exact, folded) VALUES (?1, ?2, ?3)
