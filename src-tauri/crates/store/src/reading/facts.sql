SELECT DISTINCT attachment.sha256, reading.facts FROM attachment
JOIN content USING (sha256)
JOIN reading ON reading.content = content.key
WHERE attachment.dossier = ?1
