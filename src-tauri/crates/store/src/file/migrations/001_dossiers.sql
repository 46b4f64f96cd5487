-- Criteria sets: kept whole as they were given, and never changed.
CREATE TABLE criteria_set (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    version TEXT NOT NULL,
    sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
    content TEXT NOT NULL,
    UNIQUE (id, version)
) STRICT;

CREATE TRIGGER criteria_set_no_second BEFORE INSERT ON criteria_set
WHEN EXISTS (SELECT 1 FROM criteria_set
             WHERE key = NEW.key OR (id = NEW.id AND version = NEW.version))
BEGIN SELECT RAISE(ABORT, 'a criteria set never changes'); END;
CREATE TRIGGER criteria_set_no_update BEFORE UPDATE ON criteria_set
BEGIN SELECT RAISE(ABORT, 'a criteria set never changes'); END;
CREATE TRIGGER criteria_set_no_delete BEFORE DELETE ON criteria_set
BEGIN SELECT RAISE(ABORT, 'a criteria set never changes'); END;

CREATE TABLE unit (
    key INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('commune', 'department')),
    name TEXT NOT NULL,
    UNIQUE (kind, name)
) STRICT;

-- A unit's answers to one set in one round. The small columns stand first: every save reads them.
CREATE TABLE dossier (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL CHECK (state IN ('drafting', 'signed_off')),
    unit INTEGER NOT NULL REFERENCES unit (key),
    criteria_set INTEGER NOT NULL REFERENCES criteria_set (key),
    created_at TEXT NOT NULL,
    round TEXT NOT NULL CHECK (json_valid(round)),
    profile TEXT NOT NULL CHECK (json_valid(profile)),
    report_texts TEXT NOT NULL CHECK (json_valid(report_texts))
) STRICT;

CREATE TRIGGER dossier_fixed BEFORE UPDATE OF key, id, criteria_set, created_at, round ON dossier
BEGIN SELECT RAISE(ABORT, 'fixed when the dossier was made'); END;
CREATE TRIGGER dossier_locked BEFORE UPDATE OF unit, profile, report_texts ON dossier
WHEN OLD.state <> 'drafting'
BEGIN SELECT RAISE(ABORT, 'the dossier is signed off'); END;

CREATE TABLE answer (
    dossier INTEGER NOT NULL REFERENCES dossier (key),
    code TEXT NOT NULL,
    section TEXT NOT NULL CHECK (section IN ('subCriterion', 'bonus', 'penalty')),
    body TEXT NOT NULL CHECK (json_valid(body)),
    PRIMARY KEY (dossier, code)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER answer_insert BEFORE INSERT ON answer
WHEN (SELECT state FROM dossier WHERE key = NEW.dossier) <> 'drafting'
BEGIN SELECT RAISE(ABORT, 'the dossier is signed off'); END;
CREATE TRIGGER answer_update BEFORE UPDATE ON answer
WHEN (SELECT state FROM dossier WHERE key = OLD.dossier) <> 'drafting'
  OR (SELECT state FROM dossier WHERE key = NEW.dossier) <> 'drafting'
BEGIN SELECT RAISE(ABORT, 'the dossier is signed off'); END;
CREATE TRIGGER answer_delete BEFORE DELETE ON answer
WHEN (SELECT state FROM dossier WHERE key = OLD.dossier) <> 'drafting'
BEGIN SELECT RAISE(ABORT, 'the dossier is signed off'); END;

CREATE TABLE evidence (
    dossier INTEGER NOT NULL REFERENCES dossier (key),
    id TEXT NOT NULL,
    number TEXT NOT NULL,
    date TEXT,
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    PRIMARY KEY (dossier, id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER evidence_insert BEFORE INSERT ON evidence
WHEN (SELECT state FROM dossier WHERE key = NEW.dossier) <> 'drafting'
BEGIN SELECT RAISE(ABORT, 'the dossier is signed off'); END;
CREATE TRIGGER evidence_update BEFORE UPDATE ON evidence
WHEN (SELECT state FROM dossier WHERE key = OLD.dossier) <> 'drafting'
  OR (SELECT state FROM dossier WHERE key = NEW.dossier) <> 'drafting'
BEGIN SELECT RAISE(ABORT, 'the dossier is signed off'); END;
CREATE TRIGGER evidence_delete BEFORE DELETE ON evidence
WHEN (SELECT state FROM dossier WHERE key = OLD.dossier) <> 'drafting'
BEGIN SELECT RAISE(ABORT, 'the dossier is signed off'); END;

CREATE TABLE citation (
    dossier INTEGER NOT NULL,
    evidence TEXT NOT NULL,
    code TEXT NOT NULL,
    section TEXT NOT NULL,
    page TEXT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (dossier, evidence, code),
    FOREIGN KEY (dossier, evidence) REFERENCES evidence (dossier, id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER citation_insert BEFORE INSERT ON citation
WHEN (SELECT state FROM dossier WHERE key = NEW.dossier) <> 'drafting'
BEGIN SELECT RAISE(ABORT, 'the dossier is signed off'); END;
CREATE TRIGGER citation_update BEFORE UPDATE ON citation
WHEN (SELECT state FROM dossier WHERE key = OLD.dossier) <> 'drafting'
  OR (SELECT state FROM dossier WHERE key = NEW.dossier) <> 'drafting'
BEGIN SELECT RAISE(ABORT, 'the dossier is signed off'); END;
CREATE TRIGGER citation_delete BEFORE DELETE ON citation
WHEN (SELECT state FROM dossier WHERE key = OLD.dossier) <> 'drafting'
BEGIN SELECT RAISE(ABORT, 'the dossier is signed off'); END;

-- Sign-offs with the content they froze. A dossier that was reopened keeps its earlier ones.
CREATE TABLE sign_off (
    dossier INTEGER NOT NULL REFERENCES dossier (key),
    ordinal INTEGER NOT NULL CHECK (ordinal > 0),
    at TEXT NOT NULL,
    by_name TEXT NOT NULL,
    by_post TEXT NOT NULL,
    number TEXT,
    date TEXT,
    reopened_at TEXT,
    reason TEXT,
    sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
    content TEXT NOT NULL CHECK (json_valid(content)),
    CHECK ((reopened_at IS NULL) = (reason IS NULL)),
    PRIMARY KEY (dossier, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER sign_off_in_order BEFORE INSERT ON sign_off
WHEN NEW.ordinal <> 1 + (SELECT count(*) FROM sign_off WHERE dossier = NEW.dossier)
BEGIN SELECT RAISE(ABORT, 'sign-offs are numbered in order'); END;
CREATE TRIGGER sign_off_fixed
BEFORE UPDATE OF dossier, ordinal, at, by_name, by_post, sha256, content ON sign_off
BEGIN SELECT RAISE(ABORT, 'what was signed off never changes'); END;
CREATE TRIGGER sign_off_closed BEFORE UPDATE ON sign_off WHEN OLD.reopened_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'what was signed off never changes'); END;
CREATE TRIGGER sign_off_no_delete BEFORE DELETE ON sign_off
BEGIN SELECT RAISE(ABORT, 'what was signed off never changes'); END;

-- Who changed what, when: one chain a dossier. The small columns stand first: finding what can be
-- undone reads only them.
CREATE TABLE journal (
    dossier INTEGER NOT NULL REFERENCES dossier (key),
    seq INTEGER NOT NULL,
    step INTEGER NOT NULL,
    op TEXT NOT NULL,
    subject TEXT NOT NULL,
    at TEXT NOT NULL,
    by_name TEXT NOT NULL,
    by_post TEXT NOT NULL,
    prev BLOB NOT NULL CHECK (length(prev) = 32),
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    before TEXT,
    after TEXT,
    PRIMARY KEY (dossier, seq)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER journal_in_order BEFORE INSERT ON journal
WHEN NEW.seq <> 1 + coalesce((SELECT max(seq) FROM journal WHERE dossier = NEW.dossier), 0)
BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END;
CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END;
CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END;
