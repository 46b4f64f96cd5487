SELECT sha256 FROM criteria_set ORDER BY key
