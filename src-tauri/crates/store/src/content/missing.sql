SELECT sha256 FROM content
WHERE NOT EXISTS (SELECT 1 FROM content_piece WHERE content_piece.content = content.key)
ORDER BY key
