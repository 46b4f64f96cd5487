-- Answers that were carried over from another dossier and nobody has confirmed yet.
CREATE TABLE carried (
    dossier INTEGER NOT NULL REFERENCES dossier (key),
    code TEXT NOT NULL,
    source TEXT NOT NULL,
    PRIMARY KEY (dossier, code)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER carried_insert BEFORE INSERT ON carried
WHEN (SELECT state FROM dossier WHERE key = NEW.dossier) <> 'drafting'
BEGIN SELECT RAISE(ABORT, 'the dossier is signed off'); END;
CREATE TRIGGER carried_update BEFORE UPDATE ON carried
WHEN (SELECT state FROM dossier WHERE key = OLD.dossier) <> 'drafting'
  OR (SELECT state FROM dossier WHERE key = NEW.dossier) <> 'drafting'
BEGIN SELECT RAISE(ABORT, 'the dossier is signed off'); END;
CREATE TRIGGER carried_delete BEFORE DELETE ON carried
WHEN (SELECT state FROM dossier WHERE key = OLD.dossier) <> 'drafting'
BEGIN SELECT RAISE(ABORT, 'the dossier is signed off'); END;

-- The round as it was corrected while drafting; dossier.round stays as the dossier was made with it.
CREATE TABLE corrected_round (
    dossier INTEGER PRIMARY KEY REFERENCES dossier (key),
    round TEXT NOT NULL CHECK (json_valid(round))
) STRICT;

CREATE TRIGGER corrected_round_insert BEFORE INSERT ON corrected_round
WHEN (SELECT state FROM dossier WHERE key = NEW.dossier) <> 'drafting'
BEGIN SELECT RAISE(ABORT, 'the dossier is signed off'); END;
CREATE TRIGGER corrected_round_update BEFORE UPDATE ON corrected_round
WHEN (SELECT state FROM dossier WHERE key = OLD.dossier) <> 'drafting'
  OR (SELECT state FROM dossier WHERE key = NEW.dossier) <> 'drafting'
BEGIN SELECT RAISE(ABORT, 'the dossier is signed off'); END;
CREATE TRIGGER corrected_round_delete BEFORE DELETE ON corrected_round
WHEN (SELECT state FROM dossier WHERE key = OLD.dossier) <> 'drafting'
BEGIN SELECT RAISE(ABORT, 'the dossier is signed off'); END;

-- Dossiers out of the list, kept whole until somebody brings them back.
CREATE TABLE set_aside (
    dossier INTEGER PRIMARY KEY REFERENCES dossier (key)
) STRICT;

-- Every change goes on record, so that this alone keeps a dossier that was set aside as it is.
CREATE TRIGGER journal_set_aside BEFORE INSERT ON journal
WHEN NEW.op <> 'set_aside' AND EXISTS (SELECT 1 FROM set_aside WHERE dossier = NEW.dossier)
BEGIN SELECT RAISE(ABORT, 'the dossier was set aside'); END;
