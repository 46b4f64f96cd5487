SELECT sha256 FROM content ORDER BY key
