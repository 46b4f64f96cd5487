-- The index of the identifiers has them too, should the table be damaged.
SELECT id FROM dossier INDEXED BY sqlite_autoindex_dossier_1 ORDER BY id
