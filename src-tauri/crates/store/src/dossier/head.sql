SELECT key, id, state, criteria_set,
       coalesce((SELECT is_aside FROM received WHERE received.dossier = key AND role = 'received'),
                EXISTS (SELECT 1 FROM set_aside WHERE set_aside.dossier = key)),
       EXISTS (SELECT 1 FROM received WHERE received.dossier = key AND role = 'received')
FROM dossier WHERE id = ?1
