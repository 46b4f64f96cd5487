-- Contents that a dossier has, each once, and whether they are in this file.
SELECT content.sha256, content.bytes, named.report,
       NOT EXISTS (SELECT 1 FROM absent_content WHERE absent_content.content = content.key)
FROM (SELECT sha256, 0 AS report FROM attachment WHERE dossier = ?1
      UNION
      SELECT sha256, min(ordinal) FROM report WHERE dossier = ?1 GROUP BY sha256) AS named
JOIN content ON content.sha256 = named.sha256
GROUP BY content.key
ORDER BY max(named.report) = 0, named.report, content.sha256
