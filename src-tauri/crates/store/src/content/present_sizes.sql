SELECT sha256, bytes FROM content
WHERE NOT EXISTS (SELECT 1 FROM absent_content WHERE absent_content.content = content.key)
ORDER BY key
