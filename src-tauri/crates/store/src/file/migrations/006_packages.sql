-- Finished reports: the PDF that a sign-off or its number made, and what came back signed.
CREATE TABLE report (
    dossier INTEGER NOT NULL REFERENCES dossier (key),
    ordinal INTEGER NOT NULL CHECK (ordinal > 0),
    sign_off INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('made', 'signed')),
    number TEXT,
    date TEXT,
    name TEXT NOT NULL,
    sha256 BLOB NOT NULL REFERENCES content (sha256),
    bytes INTEGER NOT NULL CHECK (bytes > 0),
    PRIMARY KEY (dossier, ordinal),
    FOREIGN KEY (dossier, sign_off) REFERENCES sign_off (dossier, ordinal)
) STRICT, WITHOUT ROWID;

CREATE INDEX report_sha256 ON report (sha256);

CREATE TRIGGER report_in_order BEFORE INSERT ON report
WHEN NEW.ordinal <> 1 + (SELECT count(*) FROM report WHERE dossier = NEW.dossier)
BEGIN SELECT RAISE(ABORT, 'reports are numbered in order'); END;
CREATE TRIGGER report_allowed BEFORE INSERT ON report
WHEN (SELECT state FROM dossier WHERE key = NEW.dossier) <> 'signed_off'
BEGIN SELECT RAISE(ABORT, 'a report is kept while the dossier is signed off'); END;
CREATE TRIGGER report_no_update BEFORE UPDATE ON report
BEGIN SELECT RAISE(ABORT, 'a finished report never changes'); END;
CREATE TRIGGER report_no_delete BEFORE DELETE ON report
BEGIN SELECT RAISE(ABORT, 'a finished report never changes'); END;

-- Contents of which only hash and size are known: they stayed with the sender of a package.
CREATE TABLE absent_content (
    content INTEGER PRIMARY KEY REFERENCES content (key) ON DELETE CASCADE
) STRICT;

-- The part of a dossier that this file was handed to be filled in, and where its journal stood then.
CREATE TABLE handed_part (
    dossier INTEGER PRIMARY KEY REFERENCES dossier (key),
    person TEXT NOT NULL,
    codes TEXT NOT NULL CHECK (json_valid(codes)),
    base_seq INTEGER NOT NULL,
    base_hash BLOB NOT NULL CHECK (length(base_hash) = 32)
) STRICT;
