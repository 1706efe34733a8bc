-- A coding set. Tables of codes, notes, adjudications and codebooks only grow:
-- a row is never changed or taken away, and the views say what holds now.
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE strata (
  stratum TEXT PRIMARY KEY,
  population INTEGER NOT NULL, -- units of the run in it
  expected REAL NOT NULL,      -- sum of their inclusion probabilities
  drawn INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE units (
  id INTEGER PRIMARY KEY,
  doc_id TEXT NOT NULL,
  sentence_no INTEGER NOT NULL,
  region TEXT NOT NULL,
  byte_start INTEGER NOT NULL, -- of the sentence in the canonical text of the article
  byte_end INTEGER NOT NULL,
  sha256 TEXT NOT NULL,        -- of the sentence: the first 16 hex digits
  sentence TEXT NOT NULL,
  title TEXT NOT NULL,
  before TEXT NOT NULL,
  after TEXT NOT NULL,
  mentions TEXT NOT NULL,      -- target:start-end;…, bytes of the sentence
  source TEXT NOT NULL,
  publish_date TEXT NOT NULL,
  voice TEXT NOT NULL,         -- as the run has it
  speaker TEXT NOT NULL,
  cluster TEXT NOT NULL,       -- story cluster
  stratum TEXT NOT NULL,
  inclusion_probability REAL,  -- NULL where it is not known
  question_set TEXT NOT NULL,  -- of actor1, actor2 and pair, by comma
  training INTEGER NOT NULL,   -- 1: for training rounds, no part of the sample
  UNIQUE (doc_id, sentence_no)
) STRICT;

-- What scorers say of a unit. The coding page never reads it.
CREATE TABLE machine (
  unit INTEGER NOT NULL REFERENCES units (id),
  scorer TEXT NOT NULL,
  field TEXT NOT NULL,
  target TEXT NOT NULL,
  value TEXT NOT NULL, -- as a coder would have coded it
  PRIMARY KEY (unit, scorer, field, target)
) STRICT, WITHOUT ROWID;

CREATE TABLE coders (
  name TEXT PRIMARY KEY,
  token TEXT NOT NULL UNIQUE,
  role TEXT NOT NULL -- coder or lead: who adjudicates and edits the codebook
) STRICT, WITHOUT ROWID;

CREATE TABLE assignments (
  coder TEXT NOT NULL REFERENCES coders (name),
  position INTEGER NOT NULL,
  unit INTEGER NOT NULL REFERENCES units (id),
  PRIMARY KEY (coder, position),
  UNIQUE (coder, unit)
) STRICT, WITHOUT ROWID;

CREATE TABLE codebooks (
  version INTEGER PRIMARY KEY,
  text TEXT NOT NULL,    -- YAML
  touched TEXT NOT NULL, -- fields whose meaning changed with this version, by comma
  note TEXT NOT NULL,
  coder TEXT NOT NULL,
  time TEXT NOT NULL
) STRICT;

CREATE TABLE codes (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  unit INTEGER NOT NULL REFERENCES units (id),
  coder TEXT NOT NULL REFERENCES coders (name),
  field TEXT NOT NULL,
  target TEXT NOT NULL, -- actor1, actor2, or empty where the field is of the sentence
  value TEXT NOT NULL,  -- empty: taken back
  version INTEGER NOT NULL REFERENCES codebooks (version),
  time TEXT NOT NULL,
  post TEXT NOT NULL,   -- of the message that brought it: a message sent twice counts once
  UNIQUE (coder, post, unit, field, target)
) STRICT;
CREATE INDEX codes_of ON codes (unit, coder, field, target, id);

CREATE TABLE notes (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  unit INTEGER NOT NULL REFERENCES units (id),
  coder TEXT NOT NULL REFERENCES coders (name),
  kind TEXT NOT NULL, -- flag, comment, skip, done
  text TEXT NOT NULL, -- empty: taken back; of done the seconds spent
  time TEXT NOT NULL,
  post TEXT NOT NULL,
  UNIQUE (coder, post, unit, kind)
) STRICT;
CREATE INDEX notes_of ON notes (unit, coder, kind, id);

CREATE TABLE adjudications (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  unit INTEGER NOT NULL REFERENCES units (id),
  field TEXT NOT NULL,
  target TEXT NOT NULL,
  value TEXT NOT NULL, -- empty: taken back
  reason TEXT NOT NULL,
  coder TEXT NOT NULL REFERENCES coders (name),
  time TEXT NOT NULL,
  post TEXT NOT NULL,
  UNIQUE (coder, post, unit, field, target)
) STRICT;

CREATE VIEW current_codes AS
  SELECT * FROM codes c WHERE value <> '' AND id =
    (SELECT max(id) FROM codes l WHERE l.unit = c.unit AND l.coder = c.coder AND l.field = c.field AND l.target = c.target);
CREATE VIEW current_notes AS
  SELECT * FROM notes n WHERE text <> '' AND id =
    (SELECT max(id) FROM notes l WHERE l.unit = n.unit AND l.coder = n.coder AND l.kind = n.kind);
CREATE VIEW current_adjudications AS
  SELECT * FROM adjudications a WHERE value <> '' AND id =
    (SELECT max(id) FROM adjudications l WHERE l.unit = a.unit AND l.field = a.field AND l.target = a.target);
