-- One row that every transaction changes. It tells which state of the file a log or journal beside it
-- follows: the blobs stand one after the other at the end of the row's page (see file/log.rs).
CREATE TABLE generation (
    key INTEGER PRIMARY KEY CHECK (key = 1),
    mark BLOB NOT NULL,
    previous BLOB NOT NULL CHECK (length(previous) = 16),
    current BLOB NOT NULL CHECK (length(current) = 16)
) STRICT;

INSERT INTO generation (key, mark, previous, current)
VALUES (1, x'7061722d696e6465782f67656e2e2e31', x'00000000000000000000000000000000', randomblob(16));
