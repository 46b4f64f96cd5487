SELECT content.sha256, content.bytes, min(attachment.name) FROM content
JOIN attachment USING (sha256)
LEFT JOIN reading ON reading.content = content.key AND reading.edition >= ?1
WHERE reading.content IS NULL
GROUP BY content.key
ORDER BY content.key DESC
