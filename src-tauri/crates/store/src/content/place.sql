SELECT key, EXISTS (SELECT 1 FROM absent_content WHERE absent_content.content = content.key)
FROM content WHERE sha256 = ?1
