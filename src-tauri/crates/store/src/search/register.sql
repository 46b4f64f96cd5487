SELECT evidence.id,
       concat_ws(' · ', number, strftime('%d/%m/%Y', date), kind, issuer, subject, name,
                 (SELECT group_concat(note, ' · ') FROM citation
                  WHERE citation.dossier = ?1 AND citation.evidence = evidence.id))
FROM evidence
LEFT JOIN attachment ON attachment.dossier = ?1 AND attachment.evidence = evidence.id
WHERE evidence.dossier = ?1
ORDER BY date IS NULL, date, number, id
