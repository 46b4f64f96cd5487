SELECT coalesce(sum(bytes), 0) FROM content
WHERE NOT EXISTS (SELECT 1 FROM absent_content WHERE absent_content.content = content.key)
