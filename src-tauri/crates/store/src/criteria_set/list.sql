SELECT key FROM criteria_set ORDER BY id, version
