-- Contents that are here and no document and no report has.
SELECT count(*), coalesce(sum(bytes), 0) FROM content
WHERE sha256 NOT IN (SELECT sha256 FROM attachment)
  AND sha256 NOT IN (SELECT sha256 FROM report)
  AND key NOT IN (SELECT content FROM absent_content)
