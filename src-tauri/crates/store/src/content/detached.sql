-- Contents that no document has.
SELECT count(*), coalesce(sum(bytes), 0) FROM content
WHERE sha256 NOT IN (SELECT sha256 FROM attachment)
