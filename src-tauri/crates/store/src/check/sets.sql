SELECT id, version, sha256, content FROM criteria_set ORDER BY key
