-- Whether a journal's dossier is not there. It goes from one dossier to the next, not through the entries.
WITH RECURSIVE named (dossier) AS (
    SELECT min(dossier) FROM journal
    UNION ALL
    SELECT (SELECT min(dossier) FROM journal WHERE dossier > named.dossier)
    FROM named WHERE named.dossier IS NOT NULL
)
SELECT EXISTS (SELECT 1 FROM named WHERE dossier IS NOT NULL AND dossier NOT IN (SELECT key FROM dossier))
