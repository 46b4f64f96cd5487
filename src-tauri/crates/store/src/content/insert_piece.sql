INSERT INTO content_piece (content, ordinal, piece) VALUES (?1, ?2, ?3)
