-- Dossiers that came in a package, and how this file treats each: as one to be worked on while it is open,
-- as its own, or as received from another unit, which keeps it as it came. A dossier that was made here has
-- no row. Position and hash say where its journal stood when it came last.
CREATE TABLE received (
    dossier INTEGER PRIMARY KEY REFERENCES dossier (key),
    role TEXT NOT NULL CHECK (role IN ('open', 'own', 'received')),
    at TEXT NOT NULL,
    by_name TEXT NOT NULL,
    by_post TEXT NOT NULL,
    seq INTEGER NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    is_aside INTEGER NOT NULL DEFAULT 0 CHECK (is_aside IN (0, 1)),
    is_arriving INTEGER NOT NULL DEFAULT 0 CHECK (is_arriving IN (0, 1))
) STRICT;

-- What the receiving office did with a received dossier: a chain of its own beside the unit's journal. Each
-- note names the sign-off that it concerns and the hash of what that froze.
CREATE TABLE office_note (
    dossier INTEGER NOT NULL REFERENCES dossier (key),
    ordinal INTEGER NOT NULL CHECK (ordinal > 0),
    op TEXT NOT NULL,
    sign_off INTEGER NOT NULL,
    sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
    at TEXT NOT NULL,
    by_name TEXT NOT NULL,
    by_post TEXT NOT NULL,
    particulars TEXT NOT NULL CHECK (json_valid(particulars)),
    prev BLOB NOT NULL CHECK (length(prev) = 32),
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (dossier, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER office_note_in_order BEFORE INSERT ON office_note
WHEN NEW.ordinal <> 1 + (SELECT count(*) FROM office_note WHERE dossier = NEW.dossier)
BEGIN SELECT RAISE(ABORT, 'notes are numbered in order'); END;
CREATE TRIGGER office_note_no_update BEFORE UPDATE ON office_note
BEGIN SELECT RAISE(ABORT, 'what was recorded never changes'); END;
CREATE TRIGGER office_note_no_delete BEFORE DELETE ON office_note
BEGIN SELECT RAISE(ABORT, 'what was recorded never changes'); END;

CREATE TRIGGER received_no_delete BEFORE DELETE ON received
BEGIN SELECT RAISE(ABORT, 'a dossier that came in stays one'); END;
CREATE TRIGGER received_has_notes BEFORE UPDATE OF role ON received
WHEN NEW.role <> 'received' AND EXISTS (SELECT 1 FROM office_note WHERE dossier = NEW.dossier)
BEGIN SELECT RAISE(ABORT, 'the office has notes on the dossier'); END;

-- A received dossier changes by a later package of its unit alone.
CREATE TRIGGER answer_received_insert BEFORE INSERT ON answer
WHEN EXISTS (SELECT 1 FROM received
             WHERE dossier = NEW.dossier AND role = 'received' AND NOT is_arriving)
BEGIN SELECT RAISE(ABORT, 'the dossier was received'); END;
CREATE TRIGGER answer_received_update BEFORE UPDATE ON answer
WHEN EXISTS (SELECT 1 FROM received
             WHERE dossier = OLD.dossier AND role = 'received' AND NOT is_arriving)
BEGIN SELECT RAISE(ABORT, 'the dossier was received'); END;
CREATE TRIGGER answer_received_delete BEFORE DELETE ON answer
WHEN EXISTS (SELECT 1 FROM received
             WHERE dossier = OLD.dossier AND role = 'received' AND NOT is_arriving)
BEGIN SELECT RAISE(ABORT, 'the dossier was received'); END;
CREATE TRIGGER evidence_received_insert BEFORE INSERT ON evidence
WHEN EXISTS (SELECT 1 FROM received
             WHERE dossier = NEW.dossier AND role = 'received' AND NOT is_arriving)
BEGIN SELECT RAISE(ABORT, 'the dossier was received'); END;
CREATE TRIGGER evidence_received_update BEFORE UPDATE ON evidence
WHEN EXISTS (SELECT 1 FROM received
             WHERE dossier = OLD.dossier AND role = 'received' AND NOT is_arriving)
BEGIN SELECT RAISE(ABORT, 'the dossier was received'); END;
CREATE TRIGGER evidence_received_delete BEFORE DELETE ON evidence
WHEN EXISTS (SELECT 1 FROM received
             WHERE dossier = OLD.dossier AND role = 'received' AND NOT is_arriving)
BEGIN SELECT RAISE(ABORT, 'the dossier was received'); END;
CREATE TRIGGER citation_received_insert BEFORE INSERT ON citation
WHEN EXISTS (SELECT 1 FROM received
             WHERE dossier = NEW.dossier AND role = 'received' AND NOT is_arriving)
BEGIN SELECT RAISE(ABORT, 'the dossier was received'); END;
CREATE TRIGGER citation_received_update BEFORE UPDATE ON citation
WHEN EXISTS (SELECT 1 FROM received
             WHERE dossier = OLD.dossier AND role = 'received' AND NOT is_arriving)
BEGIN SELECT RAISE(ABORT, 'the dossier was received'); END;
CREATE TRIGGER citation_received_delete BEFORE DELETE ON citation
WHEN EXISTS (SELECT 1 FROM received
             WHERE dossier = OLD.dossier AND role = 'received' AND NOT is_arriving)
BEGIN SELECT RAISE(ABORT, 'the dossier was received'); END;
CREATE TRIGGER carried_received_insert BEFORE INSERT ON carried
WHEN EXISTS (SELECT 1 FROM received
             WHERE dossier = NEW.dossier AND role = 'received' AND NOT is_arriving)
BEGIN SELECT RAISE(ABORT, 'the dossier was received'); END;
CREATE TRIGGER carried_received_update BEFORE UPDATE ON carried
WHEN EXISTS (SELECT 1 FROM received
             WHERE dossier = OLD.dossier AND role = 'received' AND NOT is_arriving)
BEGIN SELECT RAISE(ABORT, 'the dossier was received'); END;
CREATE TRIGGER carried_received_delete BEFORE DELETE ON carried
WHEN EXISTS (SELECT 1 FROM received
             WHERE dossier = OLD.dossier AND role = 'received' AND NOT is_arriving)
BEGIN SELECT RAISE(ABORT, 'the dossier was received'); END;
CREATE TRIGGER corrected_round_received_insert BEFORE INSERT ON corrected_round
WHEN EXISTS (SELECT 1 FROM received
             WHERE dossier = NEW.dossier AND role = 'received' AND NOT is_arriving)
BEGIN SELECT RAISE(ABORT, 'the dossier was received'); END;
CREATE TRIGGER corrected_round_received_update BEFORE UPDATE ON corrected_round
WHEN EXISTS (SELECT 1 FROM received
             WHERE dossier = OLD.dossier AND role = 'received' AND NOT is_arriving)
BEGIN SELECT RAISE(ABORT, 'the dossier was received'); END;
CREATE TRIGGER corrected_round_received_delete BEFORE DELETE ON corrected_round
WHEN EXISTS (SELECT 1 FROM received
             WHERE dossier = OLD.dossier AND role = 'received' AND NOT is_arriving)
BEGIN SELECT RAISE(ABORT, 'the dossier was received'); END;
CREATE TRIGGER attachment_received_insert BEFORE INSERT ON attachment
WHEN EXISTS (SELECT 1 FROM received
             WHERE dossier = NEW.dossier AND role = 'received' AND NOT is_arriving)
BEGIN SELECT RAISE(ABORT, 'the dossier was received'); END;
CREATE TRIGGER attachment_received_update BEFORE UPDATE ON attachment
WHEN EXISTS (SELECT 1 FROM received
             WHERE dossier = OLD.dossier AND role = 'received' AND NOT is_arriving)
BEGIN SELECT RAISE(ABORT, 'the dossier was received'); END;
CREATE TRIGGER attachment_received_delete BEFORE DELETE ON attachment
WHEN EXISTS (SELECT 1 FROM received
             WHERE dossier = OLD.dossier AND role = 'received' AND NOT is_arriving)
BEGIN SELECT RAISE(ABORT, 'the dossier was received'); END;
CREATE TRIGGER ticked_received_insert BEFORE INSERT ON ticked
WHEN EXISTS (SELECT 1 FROM received
             WHERE dossier = NEW.dossier AND role = 'received' AND NOT is_arriving)
BEGIN SELECT RAISE(ABORT, 'the dossier was received'); END;
CREATE TRIGGER ticked_received_update BEFORE UPDATE ON ticked
WHEN EXISTS (SELECT 1 FROM received
             WHERE dossier = OLD.dossier AND role = 'received' AND NOT is_arriving)
BEGIN SELECT RAISE(ABORT, 'the dossier was received'); END;
CREATE TRIGGER ticked_received_delete BEFORE DELETE ON ticked
WHEN EXISTS (SELECT 1 FROM received
             WHERE dossier = OLD.dossier AND role = 'received' AND NOT is_arriving)
BEGIN SELECT RAISE(ABORT, 'the dossier was received'); END;
CREATE TRIGGER sign_off_received_insert BEFORE INSERT ON sign_off
WHEN EXISTS (SELECT 1 FROM received
             WHERE dossier = NEW.dossier AND role = 'received' AND NOT is_arriving)
BEGIN SELECT RAISE(ABORT, 'the dossier was received'); END;
CREATE TRIGGER sign_off_received_update BEFORE UPDATE ON sign_off
WHEN EXISTS (SELECT 1 FROM received
             WHERE dossier = OLD.dossier AND role = 'received' AND NOT is_arriving)
BEGIN SELECT RAISE(ABORT, 'the dossier was received'); END;
CREATE TRIGGER passage_received_insert BEFORE INSERT ON passage
WHEN EXISTS (SELECT 1 FROM received
             WHERE dossier = NEW.dossier AND role = 'received' AND NOT is_arriving)
BEGIN SELECT RAISE(ABORT, 'the dossier was received'); END;
CREATE TRIGGER report_received_insert BEFORE INSERT ON report
WHEN EXISTS (SELECT 1 FROM received
             WHERE dossier = NEW.dossier AND role = 'received' AND NOT is_arriving)
BEGIN SELECT RAISE(ABORT, 'the dossier was received'); END;
CREATE TRIGGER journal_received_insert BEFORE INSERT ON journal
WHEN EXISTS (SELECT 1 FROM received
             WHERE dossier = NEW.dossier AND role = 'received' AND NOT is_arriving)
BEGIN SELECT RAISE(ABORT, 'the dossier was received'); END;
CREATE TRIGGER set_aside_received_insert BEFORE INSERT ON set_aside
WHEN EXISTS (SELECT 1 FROM received
             WHERE dossier = NEW.dossier AND role = 'received' AND NOT is_arriving)
BEGIN SELECT RAISE(ABORT, 'the dossier was received'); END;
CREATE TRIGGER set_aside_received_update BEFORE UPDATE ON set_aside
WHEN EXISTS (SELECT 1 FROM received
             WHERE dossier = OLD.dossier AND role = 'received' AND NOT is_arriving)
BEGIN SELECT RAISE(ABORT, 'the dossier was received'); END;
CREATE TRIGGER set_aside_received_delete BEFORE DELETE ON set_aside
WHEN EXISTS (SELECT 1 FROM received
             WHERE dossier = OLD.dossier AND role = 'received' AND NOT is_arriving)
BEGIN SELECT RAISE(ABORT, 'the dossier was received'); END;
CREATE TRIGGER dossier_received BEFORE UPDATE ON dossier
WHEN EXISTS (SELECT 1 FROM received
             WHERE dossier = OLD.key AND role = 'received' AND NOT is_arriving)
BEGIN SELECT RAISE(ABORT, 'the dossier was received'); END;
