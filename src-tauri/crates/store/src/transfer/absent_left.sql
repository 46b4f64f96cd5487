-- Contents that the journal passed by and nothing has any more.
DELETE FROM content
WHERE key IN (SELECT content FROM absent_content)
  AND sha256 NOT IN (SELECT sha256 FROM attachment)
  AND sha256 NOT IN (SELECT sha256 FROM report)
