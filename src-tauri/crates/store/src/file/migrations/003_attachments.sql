-- Content of files, each once under its SHA-256 however often it is attached. It lies in pieces, so
-- that none is ever held whole in memory.
CREATE TABLE content (
    key INTEGER PRIMARY KEY,
    sha256 BLOB NOT NULL UNIQUE CHECK (length(sha256) = 32),
    bytes INTEGER NOT NULL CHECK (bytes > 0)
) STRICT;

CREATE TRIGGER content_fixed BEFORE UPDATE ON content
BEGIN SELECT RAISE(ABORT, 'content never changes'); END;

CREATE TABLE content_piece (
    content INTEGER NOT NULL REFERENCES content (key) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    piece BLOB NOT NULL,
    PRIMARY KEY (content, ordinal)
) STRICT;

CREATE TRIGGER content_piece_fixed BEFORE UPDATE ON content_piece
BEGIN SELECT RAISE(ABORT, 'content never changes'); END;

-- The file of a document of evidence. Content that one refers to cannot be removed.
CREATE TABLE attachment (
    dossier INTEGER NOT NULL,
    evidence TEXT NOT NULL,
    name TEXT NOT NULL,
    sha256 BLOB NOT NULL REFERENCES content (sha256),
    bytes INTEGER NOT NULL,
    PRIMARY KEY (dossier, evidence),
    FOREIGN KEY (dossier, evidence) REFERENCES evidence (dossier, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX attachment_sha256 ON attachment (sha256);

CREATE TRIGGER attachment_insert BEFORE INSERT ON attachment
WHEN (SELECT state FROM dossier WHERE key = NEW.dossier) <> 'drafting'
BEGIN SELECT RAISE(ABORT, 'the dossier is signed off'); END;
CREATE TRIGGER attachment_update BEFORE UPDATE ON attachment
WHEN (SELECT state FROM dossier WHERE key = OLD.dossier) <> 'drafting'
  OR (SELECT state FROM dossier WHERE key = NEW.dossier) <> 'drafting'
BEGIN SELECT RAISE(ABORT, 'the dossier is signed off'); END;
CREATE TRIGGER attachment_delete BEFORE DELETE ON attachment
WHEN (SELECT state FROM dossier WHERE key = OLD.dossier) <> 'drafting'
BEGIN SELECT RAISE(ABORT, 'the dossier is signed off'); END;
