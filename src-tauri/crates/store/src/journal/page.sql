-- The newest entries before position ?2; where a code ?3 is given, those about it alone. ?4 lists the
-- subjects that only a section comes before the code in; citations name a document between, ticks a
-- position after it.
SELECT seq, step, op, subject, at, by_name, by_post, prev, hash, before, after
FROM journal
WHERE dossier = ?1 AND seq < ?2
  AND (?3 IS NULL
       OR subject IN (SELECT value FROM json_each(?4))
       OR (substr(subject, 1, 9) = 'citation/'
           AND substr(subject, 10 + instr(substr(subject, 10), '/')) = ?3)
       OR (substr(subject, 1, 7) = 'ticked/'
           AND rtrim(subject, '0123456789') = 'ticked/' || ?3 || '/'))
ORDER BY seq DESC LIMIT ?5
