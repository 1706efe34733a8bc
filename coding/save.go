package coding

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Post is a message of a coder: codes and notes of one unit that are saved
// together or not at all.
type Post struct {
	ID    string   `json:"post"` // drawn by the sender; a message sent twice counts once
	Unit  int      `json:"unit"`
	Codes []Answer `json:"codes"`
	Notes []Remark `json:"notes"`
	// Version of the codebook that the coder saw; 0: the newest.
	Version int `json:"version"`
}

// Answer is the code of a field; an empty value takes it back.
type Answer struct {
	Field  string `json:"field"`
	Target string `json:"target"`
	Value  string `json:"value"`
}

// Remark is a note; an empty text takes it back.
type Remark struct {
	Kind string `json:"kind"`
	Text string `json:"text"`
}

// RefusedError says why a message cannot be saved: its sender is at fault.
type RefusedError struct{ Why string }

// Error gives the reason.
func (e *RefusedError) Error() string { return e.Why }

func refuse(format string, args ...any) error { return &RefusedError{fmt.Sprintf(format, args...)} }

// Save saves a message of a coder. It returns when the codes are on disk.
func (s *Set) Save(ctx context.Context, coder string, p Post, now time.Time) error {
	return s.write(ctx, func(tx *sql.Tx) error { return save(ctx, tx, coder, p, now) })
}

// SaveAll saves many messages of a coder in one transaction, as an import does.
// It returns for each message nil or why it was refused: then nothing of that
// message is saved.
func (s *Set) SaveAll(ctx context.Context, coder string, posts []Post, now time.Time) (refused []error, err error) {
	refused = make([]error, len(posts))
	err = s.write(ctx, func(tx *sql.Tx) error {
		for i, p := range posts {
			if _, err := tx.ExecContext(ctx, "SAVEPOINT message"); err != nil {
				return err
			}
			var why *RefusedError
			end := "RELEASE message"
			if err := save(ctx, tx, coder, p, now); errors.As(err, &why) {
				refused[i], end = err, "ROLLBACK TO message"
			} else if err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, end); err != nil {
				return err
			}
		}
		return nil
	})
	return refused, err
}

func save(ctx context.Context, tx *sql.Tx, coder string, p Post, now time.Time) error {
	if err := checkPostID(p.ID); err != nil {
		return err
	}
	var sentence string
	err := tx.QueryRowContext(ctx, `SELECT u.sentence FROM units u JOIN assignments a ON a.unit = u.id WHERE u.id = ? AND a.coder = ?`,
		p.Unit, coder).Scan(&sentence)
	if errors.Is(err, sql.ErrNoRows) {
		return refuse("unit %d is not one of %s", p.Unit, coder)
	}
	if err != nil {
		return err
	}
	book, version, err := bookOf(ctx, tx, p.Version)
	if err != nil {
		return err
	}
	for _, a := range p.Codes {
		if err := book.Check(a.Field, a.Target, a.Value, sentence); err != nil {
			return &RefusedError{err.Error()}
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO codes (unit, coder, field, target, value, version, time, post) VALUES (?,?,?,?,?,?,?,?)
			ON CONFLICT (coder, post, unit, field, target) DO NOTHING`, p.Unit, coder, a.Field, a.Target, a.Value, version, stamp(now), p.ID)
		if err != nil {
			return err
		}
	}
	for _, n := range p.Notes {
		if err := n.check(); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO notes (unit, coder, kind, text, time, post) VALUES (?,?,?,?,?,?)
			ON CONFLICT (coder, post, unit, kind) DO NOTHING`, p.Unit, coder, n.Kind, n.Text, stamp(now), p.ID)
		if err != nil {
			return err
		}
	}
	return nil
}

func checkPostID(id string) error {
	if len(id) < 8 || len(id) > 64 {
		return refuse("the message's number %q is not 8 to 64 characters", id[:min(len(id), 64)])
	}
	return nil
}

func (n *Remark) check() error {
	switch n.Kind {
	case Flag, Comment, Skip:
	case Done:
		if x, err := strconv.ParseFloat(n.Text, 64); n.Text != "" && (err != nil || x < 0 || x > 1e6) {
			return refuse("done: %q is no number of seconds", n.Text[:min(len(n.Text), 20)])
		}
	default:
		return refuse("a note of kind %q", n.Kind[:min(len(n.Kind), 20)])
	}
	if !printable(n.Text) {
		return refuse("%s: has a control character", n.Kind)
	}
	if len(n.Text) > maxText {
		return refuse("%s: %d bytes, at most %d", n.Kind, len(n.Text), maxText)
	}
	return nil
}

// bookOf reads a version of the codebook, 0 for the newest.
func bookOf(ctx context.Context, tx *sql.Tx, version int) (*Codebook, int, error) {
	var text string
	err := tx.QueryRowContext(ctx, "SELECT version, text FROM codebooks WHERE ? IN (0, version) ORDER BY version DESC LIMIT 1", version).Scan(&version, &text)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, 0, refuse("the codebook has no version %d", version)
	}
	if err != nil {
		return nil, 0, err
	}
	b, err := ParseCodebook(text)
	return b, version, err
}

// EditCodebook saves a new version of the codebook; base is the version that was
// edited. touched names the fields whose meaning changes: codes of these given
// before are stale from now on. A version that somebody else saved in between
// is refused.
func (s *Set) EditCodebook(ctx context.Context, coder string, base int, text string, touched []string, note string, now time.Time) (version int, err error) {
	edited, err := ParseCodebook(text)
	if err != nil {
		return 0, &RefusedError{err.Error()}
	}
	if len(note) > maxText || strings.TrimSpace(note) == "" {
		return 0, refuse("say in a few words what was changed and why")
	}
	err = s.write(ctx, func(tx *sql.Tx) error {
		before, last, err := bookOf(ctx, tx, 0)
		if err != nil {
			return err
		}
		if last != base {
			return refuse("version %d was saved while you edited version %d: look at it first", last, base)
		}
		for _, f := range touched {
			if edited.Field(f) == nil && before.Field(f) == nil {
				return refuse("the codebook has no field %q", f)
			}
		}
		version = last + 1
		in := inserter{ctx: ctx, tx: tx}
		in.add("codebooks", version, text, strings.Join(touched, ","), note, coder, stamp(now))
		return in.err
	})
	return version, err
}

// Adjudicate settles a code with a reason; an empty value takes it back. post is
// drawn by the sender, as that of a Post.
func (s *Set) Adjudicate(ctx context.Context, post string, a Adjudication, now time.Time) error {
	if err := checkPostID(post); err != nil {
		return err
	}
	if a.Value != "" && strings.TrimSpace(a.Reason) == "" || len(a.Reason) > maxText || !printable(a.Reason) {
		return refuse("a decision needs its reason, in at most %d bytes, without control characters", maxText)
	}
	return s.write(ctx, func(tx *sql.Tx) error {
		var sentence string
		err := tx.QueryRowContext(ctx, "SELECT sentence FROM units WHERE id = ?", a.Unit).Scan(&sentence)
		if errors.Is(err, sql.ErrNoRows) {
			return refuse("there is no unit %d", a.Unit)
		}
		if err != nil {
			return err
		}
		book, _, err := bookOf(ctx, tx, 0)
		if err != nil {
			return err
		}
		if err := book.Check(a.Field, a.Target, a.Value, sentence); err != nil {
			return &RefusedError{err.Error()}
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO adjudications (unit, field, target, value, reason, coder, time, post) VALUES (?,?,?,?,?,?,?,?)
			ON CONFLICT (coder, post, unit, field, target) DO NOTHING`, a.Unit, a.Field, a.Target, a.Value, a.Reason, a.Coder, stamp(now), post)
		return err
	})
}
