package coding

import (
	"cmp"
	"context"
	"crypto/subtle"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"mime"
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

//go:embed page
var page embed.FS

// Server serves the coding page of a set. Who asks is known by the token in the
// header Authorization, which a page of another site cannot send; there are no
// cookies. Requests for hosts that it does not know are refused, so that no name
// of another site can be made to mean this machine.
type Server struct {
	Set   *Set
	Hosts []string // host names and addresses, without port, by which it may be asked
	Now   func() time.Time
	// ShowSource shows coders the outlet and the day of a unit.
	ShowSource bool

	mu        sync.Mutex
	listeners map[chan struct{}]bool
}

// maxBody is how large a message may be, in bytes.
const maxBody = 1 << 19

// policy lets the page load its own script and style and nothing else, and run
// nothing that stands in a text.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// Handler returns what answers requests.
func (s *Server) Handler() http.Handler {
	mux := http.NewServeMux()
	for path, file := range map[string]string{"/{$}": "index.html", "/app.js": "app.js", "/lead.js": "lead.js", "/style.css": "style.css"} {
		mux.HandleFunc("GET "+path, func(w http.ResponseWriter, r *http.Request) { http.ServeFileFS(w, r, page, "page/"+file) })
	}
	mux.HandleFunc("GET /favicon.ico", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) })
	mux.HandleFunc("GET /api/state", s.asked(s.state, ""))
	mux.HandleFunc("GET /api/unit/{unit}", s.asked(s.unit, ""))
	mux.HandleFunc("POST /api/save", s.asked(s.save, ""))
	mux.HandleFunc("GET /api/events", s.events)
	mux.HandleFunc("GET /api/codebook", s.asked(s.codebook, RoleLead))
	mux.HandleFunc("POST /api/codebook", s.asked(s.editCodebook, RoleLead))
	mux.HandleFunc("GET /api/disputes", s.asked(s.disputes, RoleLead))
	mux.HandleFunc("POST /api/adjudicate", s.asked(s.adjudicate, RoleLead))
	return s.guard(mux)
}

// guard refuses what does not come by a known name, and sets the headers.
func (s *Server) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		host := r.Host
		if name, _, err := net.SplitHostPort(host); err == nil {
			host = name
		}
		if !slices.Contains(s.Hosts, strings.ToLower(strings.Trim(host, "[]"))) {
			http.Error(w, "this address is not served here", http.StatusForbidden)
			return
		}
		if site := r.Header.Get("Sec-Fetch-Site"); site == "cross-site" && r.URL.Path != "/" {
			http.Error(w, "asked by another site", http.StatusForbidden)
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, maxBody)
		next.ServeHTTP(w, r)
	})
}

// caller is the coder whose token the request has.
func (s *Server) caller(r *http.Request) (Coder, error) {
	token, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	list, err := rows(r.Context(), s.Set, scanCoder, "SELECT name, token, role FROM coders")
	if err != nil {
		return Coder{}, err
	}
	for _, c := range list {
		if subtle.ConstantTimeCompare([]byte(c.Token), []byte(token)) == 1 {
			return c, nil
		}
	}
	return Coder{}, errNoCoder
}

var errNoCoder = errors.New("this link is not one of this set: open the link that you were given")

// asked makes a handler of a function of the coder who asks; role is who may.
func (s *Server) asked(answer func(context.Context, Coder, *http.Request) (any, error), role string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		c, err := s.caller(r)
		switch {
		case errors.Is(err, errNoCoder):
			fail(w, http.StatusUnauthorized, err)
			return
		case err != nil:
			fail(w, http.StatusInternalServerError, err)
			return
		case role != "" && c.Role != role:
			fail(w, http.StatusForbidden, errors.New("only the lead may do this"))
			return
		}
		out, err := answer(r.Context(), c, r)
		var refused *RefusedError
		var large *http.MaxBytesError
		switch {
		case errors.As(err, &large):
			fail(w, http.StatusRequestEntityTooLarge, fmt.Errorf("a message may have at most %d bytes", maxBody))
		case errors.As(err, &refused):
			fail(w, http.StatusUnprocessableEntity, err)
		case err != nil:
			fail(w, http.StatusInternalServerError, err)
		default:
			w.Header().Set("Content-Type", "application/json")
			_ = json.NewEncoder(w).Encode(out) // whoever asked is gone
		}
	}
}

func fail(w http.ResponseWriter, status int, err error) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]string{"error": err.Error()})
}

// read decodes the JSON body of a request.
func read(r *http.Request, to any) error {
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "application/json" {
		return refuse("the message is no JSON")
	}
	d := json.NewDecoder(r.Body)
	d.DisallowUnknownFields()
	err := d.Decode(to)
	var large *http.MaxBytesError
	if err != nil && !errors.As(err, &large) {
		return refuse("the message cannot be read: %v", err)
	}
	return err
}

// unitState is how far a coder is with a unit.
type unitState struct {
	ID       int      `json:"id"`
	Training bool     `json:"training,omitempty"`
	Done     bool     `json:"done,omitempty"`
	Skipped  bool     `json:"skipped,omitempty"`
	Flagged  bool     `json:"flagged,omitempty"`
	Stale    []string `json:"stale,omitempty"` // fields to code again, since the codebook changed
}

// state is what the page needs to begin: who codes, what is asked, and how far
// the coder is. It says nothing of other coders.
func (s *Server) state(ctx context.Context, c Coder, _ *http.Request) (any, error) {
	d, err := s.Set.Design(ctx)
	if err != nil {
		return nil, err
	}
	book, version, err := s.Set.Codebook(ctx)
	if err != nil {
		return nil, err
	}
	units, err := rows(ctx, s.Set, func(r rowScanner, u *unitState) error { return r.Scan(&u.ID, &u.Training) },
		"SELECT u.id, u.training FROM assignments a JOIN units u ON u.id = a.unit WHERE a.coder = ? ORDER BY a.position", c.Name)
	if err != nil {
		return nil, err
	}
	at := map[int]*unitState{}
	for i := range units {
		at[units[i].ID] = &units[i]
	}
	notes, err := rows(ctx, s.Set, scanNote, "SELECT unit, coder, kind, text, time FROM current_notes WHERE coder = ?", c.Name)
	if err != nil {
		return nil, err
	}
	for _, n := range notes {
		if u := at[n.Unit]; u != nil {
			u.Done, u.Skipped, u.Flagged = u.Done || n.Kind == Done, u.Skipped || n.Kind == Skip, u.Flagged || n.Kind == Flag
		}
	}
	codes, err := s.Set.codes(ctx, "current_codes", "WHERE coder = ? ORDER BY unit, field, target", c.Name)
	if err != nil {
		return nil, err
	}
	for _, code := range codes {
		if u := at[code.Unit]; u != nil && code.Stale && book.Field(code.Field) != nil && !slices.Contains(u.Stale, code.Field) {
			u.Stale = append(u.Stale, code.Field)
		}
	}
	return map[string]any{"coder": c.Name, "role": c.Role, "set": d.RunID + "-" + strconv.FormatUint(d.Seed, 10), "actors": d.Actors,
		"codebook": book, "version": version, "units": units}, nil
}

// unitView is a unit as its coder sees it: without what scorers say.
type unitView struct {
	ID        int           `json:"id"`
	Title     string        `json:"title"`
	Before    string        `json:"before"`
	Sentence  string        `json:"sentence"`
	After     string        `json:"after"`
	Region    string        `json:"region"`
	Source    string        `json:"source,omitempty"`
	Date      string        `json:"date,omitempty"`
	Mentions  []mentionView `json:"mentions"`
	Questions string        `json:"questions"`
	Codes     []codeView    `json:"codes"`
	Notes     []Remark      `json:"notes"`
	Settled   []settledView `json:"settled,omitempty"` // of a training unit that is done
}

type mentionView struct {
	Target string `json:"target"`
	Start  int    `json:"start"`
	End    int    `json:"end"`
}

type codeView struct {
	Answer
	Stale bool `json:"stale,omitempty"`
}

type settledView struct {
	Answer
	Reason string `json:"reason"`
}

func (s *Server) view(u *Unit) unitView {
	v := unitView{ID: u.ID, Title: u.Title, Before: u.Before, Sentence: u.Sentence, After: u.After, Region: u.Region, Questions: u.QuestionSet,
		Mentions: []mentionView{}, Codes: []codeView{}, Notes: []Remark{}}
	for _, m := range u.Mentions {
		v.Mentions = append(v.Mentions, mentionView{m.Target, m.Start, m.End})
	}
	if s.ShowSource {
		v.Source, v.Date = u.Source, u.PublishDate
	}
	return v
}

func (s *Server) unit(ctx context.Context, c Coder, r *http.Request) (any, error) {
	id, err := strconv.Atoi(r.PathValue("unit"))
	if err != nil {
		return nil, refuse("%q is no unit", r.PathValue("unit"))
	}
	units, err := s.Set.units(ctx, "WHERE id = ? AND id IN (SELECT unit FROM assignments WHERE coder = ?)", id, c.Name)
	if err != nil {
		return nil, err
	}
	if len(units) == 0 {
		return nil, refuse("unit %d is not one of yours", id)
	}
	v := s.view(&units[0])
	codes, err := s.Set.codes(ctx, "current_codes", "WHERE unit = ? AND coder = ? ORDER BY field, target", id, c.Name)
	if err != nil {
		return nil, err
	}
	for _, code := range codes {
		v.Codes = append(v.Codes, codeView{Answer{code.Field, code.Target, code.Value}, code.Stale})
	}
	notes, err := rows(ctx, s.Set, scanNote, "SELECT unit, coder, kind, text, time FROM current_notes WHERE unit = ? AND coder = ? ORDER BY kind", id, c.Name)
	if err != nil {
		return nil, err
	}
	done := false
	for _, n := range notes {
		v.Notes = append(v.Notes, Remark{n.Kind, n.Text})
		done = done || n.Kind == Done
	}
	if done && units[0].Training {
		settled, err := s.Set.Adjudications(ctx)
		if err != nil {
			return nil, err
		}
		for _, a := range settled {
			if a.Unit == id {
				v.Settled = append(v.Settled, settledView{Answer{a.Field, a.Target, a.Value}, a.Reason})
			}
		}
	}
	return v, nil
}

func (s *Server) save(ctx context.Context, c Coder, r *http.Request) (any, error) {
	var p Post
	if err := read(r, &p); err != nil {
		return nil, err
	}
	// A message that has arrived is saved even if its sender is gone.
	if err := s.Set.Save(context.WithoutCancel(ctx), c.Name, p, s.Now()); err != nil {
		return nil, err
	}
	s.changed()
	return map[string]string{"saved": p.ID}, nil
}

// changed wakes whoever listens for events.
func (s *Server) changed() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for l := range s.listeners {
		select {
		case l <- struct{}{}:
		default: // it is awake already
		}
	}
}

// events tells a page, by server-sent events, when the codebook has a new version
// and how far all coders are together.
func (s *Server) events(w http.ResponseWriter, r *http.Request) {
	if _, err := s.caller(r); err != nil {
		fail(w, http.StatusUnauthorized, err)
		return
	}
	wake := make(chan struct{}, 1)
	wake <- struct{}{}
	s.mu.Lock()
	if s.listeners == nil {
		s.listeners = map[chan struct{}]bool{}
	}
	s.listeners[wake] = true
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		delete(s.listeners, wake)
		s.mu.Unlock()
	}()
	w.Header().Set("Content-Type", "text/event-stream")
	out := http.NewResponseController(w)
	beat := time.NewTicker(20 * time.Second)
	defer beat.Stop()
	for {
		var err error
		select {
		case <-r.Context().Done():
			return
		case <-beat.C:
			_, err = fmt.Fprint(w, ": still here\n\n")
		case <-wake:
			var version, done, all int
			err = s.Set.db.QueryRowContext(r.Context(), `SELECT (SELECT max(version) FROM codebooks), (SELECT count(*) FROM current_notes WHERE kind IN ('done', 'skip')),
				(SELECT count(*) FROM assignments)`).Scan(&version, &done, &all)
			if err == nil {
				_, err = fmt.Fprintf(w, "data: {\"version\":%d,\"done\":%d,\"all\":%d}\n\n", version, done, all)
			}
		}
		if err = cmp.Or(err, out.Flush()); err != nil {
			return
		}
	}
}

// codebook gives the lead the text of the newest codebook and what changed when.
func (s *Server) codebook(ctx context.Context, _ Coder, _ *http.Request) (any, error) {
	books, err := s.Set.Codebooks(ctx)
	if err != nil {
		return nil, err
	}
	return map[string]any{"versions": books}, nil
}

// bookEdit is an edit of the codebook. With Check it is only looked at: the
// answer says which fields it touches.
type bookEdit struct {
	Base    int      `json:"base"`
	Text    string   `json:"text"`
	Touched []string `json:"touched"`
	Note    string   `json:"note"`
	Check   bool     `json:"check"`
}

func (s *Server) editCodebook(ctx context.Context, c Coder, r *http.Request) (any, error) {
	var e bookEdit
	if err := read(r, &e); err != nil {
		return nil, err
	}
	if e.Check {
		edited, err := ParseCodebook(e.Text)
		if err != nil {
			return nil, &RefusedError{err.Error()}
		}
		now, _, err := s.Set.Codebook(ctx)
		if err != nil {
			return nil, err
		}
		return map[string]any{"touched": append([]string{}, Touched(now, edited)...)}, nil
	}
	version, err := s.Set.EditCodebook(ctx, c.Name, e.Base, e.Text, e.Touched, e.Note, s.Now())
	if err != nil {
		return nil, err
	}
	s.changed()
	return map[string]int{"version": version}, nil
}

// disputeView is a question that coders answered differently, for the lead.
type disputeView struct {
	Unit unitView `json:"unit"`
	Answer
	Given   []given `json:"given"`
	Reason  string  `json:"reason,omitempty"`
	Settled bool    `json:"settled"`
}

type given struct {
	Coder string `json:"coder"`
	Value string `json:"value"`
}

func (s *Server) disputes(ctx context.Context, _ Coder, _ *http.Request) (any, error) {
	list, err := s.Set.Disputes(ctx)
	if err != nil {
		return nil, err
	}
	units, err := s.Set.Units(ctx)
	if err != nil {
		return nil, err
	}
	out := []disputeView{}
	for _, d := range list {
		i, _ := slices.BinarySearchFunc(units, d.Unit, func(u Unit, id int) int { return u.ID - id })
		v := disputeView{Unit: s.view(&units[i]), Answer: Answer{d.Field, d.Target, d.Value}, Reason: d.Reason, Settled: d.Settled}
		for _, c := range d.Codes {
			v.Given = append(v.Given, given{c.Coder, c.Value})
		}
		out = append(out, v)
	}
	return map[string]any{"disputes": out}, nil
}

func (s *Server) adjudicate(ctx context.Context, c Coder, r *http.Request) (any, error) {
	var in struct {
		Post   string `json:"post"`
		Unit   int    `json:"unit"`
		Reason string `json:"reason"`
		Answer
	}
	if err := read(r, &in); err != nil {
		return nil, err
	}
	a := Adjudication{Unit: in.Unit, Field: in.Field, Target: in.Target, Value: in.Value, Reason: in.Reason, Coder: c.Name}
	if err := s.Set.Adjudicate(context.WithoutCancel(ctx), in.Post, a, s.Now()); err != nil {
		return nil, err
	}
	return map[string]string{"saved": in.Post}, nil
}
