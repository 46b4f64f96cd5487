-- Contents that no document and no report has.
SELECT count(*), coalesce(sum(bytes), 0) FROM content
WHERE sha256 NOT IN (SELECT sha256 FROM attachment)
  AND sha256 NOT IN (SELECT sha256 FROM report)
