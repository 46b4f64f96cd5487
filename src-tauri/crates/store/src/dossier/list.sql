SELECT id, coalesce((SELECT is_aside FROM received WHERE received.dossier = key AND role = 'received'),
                    EXISTS (SELECT 1 FROM set_aside WHERE set_aside.dossier = key))
FROM dossier ORDER BY created_at DESC, key DESC
