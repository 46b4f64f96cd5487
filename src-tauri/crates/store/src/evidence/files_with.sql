SELECT dossier.id, attachment.name
FROM attachment JOIN dossier ON dossier.key = attachment.dossier WHERE attachment.sha256 = ?1
UNION
SELECT dossier.id, report.name
FROM report JOIN dossier ON dossier.key = report.dossier WHERE report.sha256 = ?1
