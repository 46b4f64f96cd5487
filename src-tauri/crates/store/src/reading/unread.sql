SELECT count(*) FROM content
LEFT JOIN reading ON reading.content = content.key AND reading.edition >= ?1
WHERE reading.content IS NULL
  AND EXISTS (SELECT 1 FROM attachment WHERE attachment.sha256 = content.sha256)
  AND NOT EXISTS (SELECT 1 FROM absent_content WHERE absent_content.content = content.key)
