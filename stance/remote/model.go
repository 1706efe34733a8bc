package remote

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"sync"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/stance"
)

// Model is a stance.Reader that asks a model of somebody else.
type Model struct {
	session  *Session
	config   Config
	name     string // in the tables
	prompt   string // its name, "" of a program
	hash     string // of the prompt
	asker    asker  // who is asked; in a replay it only makes requests
	server   *Entry // who answered, as recorded
	own      bool   // answers may bring probabilities of their own
	backfill asker  // who is asked about failed units, nil where nobody is
	filler   *Entry // who that is

	mu      sync.Mutex
	changed bool
	tally   tally
}

// tally counts what a model was asked and said.
type tally struct {
	units, answered, lost int
	failed, versions      map[string]int
	seen                  map[string]bool // keys
	requests              int
	bytes                 int64
	tokens                [2]int
	twice, reordered      stance.Steadiness
	plan                  plan
}

func (s *Session) openLLM(name, model string, prompt *Prompt, c Config) (*Model, error) {
	base, err := parseEndpoint(c.Endpoint)
	if err != nil {
		return nil, err
	}
	granted := Granted(c.Network, s.AllowRemote)
	if s.Replay {
		granted = stance.NetworkNone
	} else if needs := needsOf(base); !needs.Within(granted) {
		return nil, &NetworkError{name, needs, granted, base.Host}
	}
	made := func(model string) *server {
		srv := newServer(&c, model, prompt, base, granted)
		if s.client != nil {
			s.client(srv)
		}
		return srv
	}
	srv := made(model)
	m := &Model{session: s, config: c, name: name, prompt: prompt.Name, hash: prompt.Hash, asker: srv}
	m.config.Model = model
	if err := m.meet(model, func() asker { return made(cmp.Or(c.BackfillModel, model)) }); err != nil {
		return nil, err
	}
	srv.found = m.server.Server
	return m, nil
}

// meet finds out who answers, or who did. filler makes who is asked about failed
// units.
func (m *Model) meet(model string, filler func() asker) error {
	s := m.session
	m.tally = tally{failed: map[string]int{}, versions: map[string]int{}, seen: map[string]bool{}}
	recorded := s.recording.server(m.name, model)
	switch {
	case s.Replay || s.Backfill:
		if recorded == nil {
			return fmt.Errorf("%s holds no answers of %s (%s)", s.Recording, m.name, model)
		}
		m.server = recorded
		if s.Replay {
			return nil
		}
		m.backfill = filler()
		var err error
		m.filler, err = m.backfill.identify(s.ctx)
		return err
	}
	found, err := m.asker.identify(s.ctx)
	if err != nil {
		return err
	}
	found.Kind, found.Scorer, found.Model = kindServer, m.name, model
	if recorded != nil && sameServer(recorded, found) {
		m.server = recorded
		return nil
	}
	if recorded != nil {
		s.Warn(fmt.Sprintf("%s: the model that answers now (%s) is another than the recorded one (%s), or answers in another way: its answers are not used, every unit is asked anew; --backfill keeps them and asks only about failed units",
			m.name, short(found.Digest), short(recorded.Digest)))
	}
	m.server = found
	_, err = s.recording.add(found)
	return err
}

// sameServer reports whether answers of two servers may stand side by side.
func sameServer(a, b *Entry) bool {
	x, y := a.Server, b.Server
	return a.Digest == b.Digest && x.Form == y.Form && x.Logprobs == y.Logprobs && x.Answers == y.Answers && x.Fingerprint == y.Fingerprint
}

// short is the beginning of a hash, enough to tell two apart by eye.
func short(hash string) string { return hash[:min(8, len(hash))] }

// Describe says who is asked. Its hash covers model, prompt and how they are put.
func (m *Model) Describe() stance.Description {
	c := m.config
	raw, err := canonical([]any{m.server.Digest, m.hash, m.server.Server.Form, m.server.Server.Logprobs, c.Temperature, c.Seed, c.LabelOrder, c.Votes, c.VotesTemperature, c.MaxTokens, c.Context})
	if err != nil { // numbers that are no JSON would be the cause
		raw = []byte(err.Error())
	}
	doc := fmt.Sprintf("the language model %s, asked about every sentence by the prompt %s; probabilities: %s", m.server.Model, m.prompt, m.probabilities())
	if m.own {
		doc = fmt.Sprintf("the program %s, asked about every sentence", m.server.Model)
	}
	return stance.Description{Name: m.name, Version: m.version(m.server.Model, m.server.Digest), Hash: hashOf(raw), Doc: doc, Needs: m.server.network(), Asked: true}
}

// version says which model answered, and to which prompt.
func (m *Model) version(model, digest string) string {
	v := model + "@" + short(digest)
	if m.prompt != "" {
		v += "/" + m.prompt + "@" + short(m.hash)
	}
	return v
}

// votes is how many answers a unit needs.
func (m *Model) votes() int {
	if m.own || m.server.Server.Logprobs {
		return 1
	}
	return max(1, m.config.Votes)
}

// probabilities says where they come from.
func (m *Model) probabilities() string {
	switch n := m.votes(); {
	case m.own:
		return "the program's own, else 0 and 1"
	case m.server.Server.Logprobs:
		return "of the label's token, as the server returns them"
	case n > 1:
		return fmt.Sprintf("the share of %d votes at temperature %g, since the server returns none of tokens", n, m.config.VotesTemperature)
	}
	return "0 and 1: one vote, and the server returns none of tokens"
}

func (m *Model) change() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.changed = true
}

func (m *Model) hasChanged() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.changed
}

// recheckShare is the share of units that are asked again.
const recheckShare = 0.05

// inquiry is everything that is asked about a unit.
type inquiry struct {
	unit             *Unit
	votes            []posed
	twice, reordered posed // without a key where the unit is not asked again
}

// posed is a request with its key.
type posed struct {
	key     string
	request json.RawMessage
}

// inquire makes the requests about a unit.
func (m *Model) inquire(u *Unit) (*inquiry, error) {
	raw, err := canonical(u)
	if err != nil {
		return nil, err
	}
	unit := hashOf(raw)
	o := orderOf(m.config.LabelOrder, m.config.Seed, unit)
	q := &inquiry{unit: u}
	pose := func(o order, vote, again int) (posed, error) {
		request, err := m.asker.request(u, o, vote)
		return posed{keyOf(request, m.hash, m.server.Digest, again), request}, err
	}
	for v := range m.votes() {
		p, err := pose(o, v, 0)
		if err != nil {
			return nil, err
		}
		q.votes = append(q.votes, p)
	}
	if !drawn(m.config.Seed, unit) {
		return q, nil
	}
	if q.twice, err = pose(o, 0, 1); err != nil || m.own { // a program is not told an order
		return q, err
	}
	q.reordered, err = pose(other(o), 0, 0)
	return q, err
}

// drawn reports whether a unit is asked again: one in twenty, by a hash of seed
// and unit.
func drawn(seed uint64, unit string) bool {
	x, err := strconv.ParseUint(hashOf([]byte(strconv.FormatUint(seed, 10)), []byte("again"), []byte(unit))[:8], 16, 64)
	return err == nil && float64(x) < recheckShare*(1<<32)
}

// Read asks about the sentences of a document. What ends the session is in
// Session.Err.
func (m *Model) Read(doc *annotate.Document, requests []stance.ReadRequest) ([]stance.Reading, error) {
	out := make([]stance.Reading, len(requests))
	asked := make([]*inquiry, len(requests))
	for i := range requests {
		q, err := m.inquire(unitOf(doc, &requests[i], m.session.Names, m.config.Context))
		if err != nil {
			return nil, err
		}
		asked[i] = q
	}
	switch {
	case m.session.Plan:
		for i := range asked {
			m.planned(asked[i])
			out[i].Failed = string(NotRecorded)
		}
		return out, nil
	case !m.session.Replay:
		m.ask(asked)
	}
	for i := range asked {
		out[i] = m.reading(asked[i], doc.Sentences[requests[i].Sentence].Start)
	}
	return out, nil
}

// ask asks what is not recorded, and finds out afterwards whether the model is
// still the same: if not, what was asked here is worth nothing.
func (m *Model) ask(asked []*inquiry) {
	var sent []posed
	for _, q := range asked {
		for _, p := range slices.Concat(q.votes, []posed{q.twice, q.reordered}) {
			if p.key == "" {
				continue
			}
			if m.backfill != nil {
				m.fill(q, p)
				continue
			}
			if m.session.recording.get(p.key) == nil {
				sent = append(sent, p)
				m.session.ask(m, m.asker, p.key, &Entry{Kind: kindAnswer, Key: p.key, Scorer: m.name, Model: m.server.Model, Digest: m.server.Digest, Request: p.request})
			}
		}
	}
	if len(sent) == 0 || m.session.Err() != nil {
		return
	}
	now, err := m.asker.digest(m.session.ctx)
	if err != nil || now == "" || now == m.server.Digest { // a server that is gone shows in the next request
		return
	}
	m.change()
	for _, p := range sent {
		m.session.void(p.key, &Entry{Kind: kindAnswer, Key: p.key, Scorer: m.name, Model: m.server.Model, Digest: m.server.Digest, Failure: ModelChange, Void: true})
	}
}

// fill asks again about a vote that failed; what is asked a second time only to
// see how steady answers are is left alone.
func (m *Model) fill(q *inquiry, p posed) {
	if !slices.ContainsFunc(q.votes, func(v posed) bool { return v.key == p.key }) {
		return
	}
	if m.session.recording.get(p.key) == nil {
		return // it was never asked: the run that is filled was not whole
	}
	if _, why := m.vote(q.unit, p.key); why == "" {
		return
	}
	at := slices.IndexFunc(q.votes, func(v posed) bool { return v.key == p.key })
	raw, err := canonical(q.unit)
	if err != nil {
		m.session.fail(err)
		return
	}
	request, err := m.backfill.request(q.unit, orderOf(m.config.LabelOrder, m.config.Seed, hashOf(raw)), at)
	if err != nil {
		m.session.fail(err)
		return
	}
	key := ""
	for again := 2; ; again++ { // it may have been filled in vain before
		if key = keyOf(request, m.hash, m.filler.Digest, again); m.session.recording.get(key) == nil {
			break
		}
	}
	m.session.ask(m, m.backfill, key, &Entry{Kind: kindAnswer, Key: key, For: p.key, Scorer: m.name, Model: m.filler.Model, Digest: m.filler.Digest, Request: request})
}

// vote is the checked answer to a request, or to the one that stands in its place.
func (m *Model) vote(u *Unit, key string) (*vote, Outcome) {
	p := m.session.recording.get(key)
	if p == nil {
		return nil, NotRecorded
	}
	m.consult(key, p)
	v, why := m.check(u, p)
	if why == "" && m.server.Server.Logprobs && p.probs == nil {
		v, why = nil, NoLogprobs
	}
	if why == "" {
		return v, ""
	}
	if p = m.session.recording.insteadOf(key); p == nil {
		return nil, why
	}
	m.consult("for "+key, p)
	v, still := m.check(u, p)
	if still != "" {
		return nil, still
	}
	v.version = m.version(p.model, p.digest)
	return v, ""
}

func (m *Model) check(u *Unit, p *reply) (*vote, Outcome) {
	if p.failure != "" {
		return nil, p.failure
	}
	v, why := voteOf(u, p.content, m.own)
	if why == "" && p.probs != nil {
		v.probs = p.probs
	}
	return v, why
}

// consult counts what an answer took, once.
func (m *Model) consult(key string, p *reply) {
	m.mu.Lock()
	defer m.mu.Unlock()
	t := &m.tally
	if t.seen[key] {
		return
	}
	t.seen[key] = true
	t.requests += p.requests
	t.bytes += p.bytes
	t.tokens[0] += p.tokens[0]
	t.tokens[1] += p.tokens[1]
}

// reading puts the answers about a unit together: it has one if at least half of
// its votes have. at is where its sentence begins.
func (m *Model) reading(q *inquiry, at int) stance.Reading {
	var votes []*vote
	failed := map[string]int{}
	version := m.version(m.server.Model, m.server.Digest)
	var first *vote
	for i, p := range q.votes {
		v, why := m.vote(q.unit, p.key)
		if i == 0 {
			first = v
		}
		if why != "" {
			failed[string(why)]++
			continue
		}
		votes = append(votes, v)
		version = cmp.Or(v.version, version)
	}
	m.steady(q, first)
	m.mu.Lock()
	defer m.mu.Unlock()
	t := &m.tally
	t.units++
	if 2*len(votes) < len(q.votes) || len(votes) == 0 {
		why := mostOf(failed)
		t.failed[why]++
		return stance.Reading{Failed: why}
	}
	t.answered++
	t.lost += len(q.votes) - len(votes)
	t.versions[version]++
	out := readingOf(q.unit, votes, at)
	out.Version = version
	return out
}

// mostOf is what is counted most, the first by name of equals.
func mostOf(n map[string]int) string {
	best := ""
	for what, k := range n {
		if best == "" || k > n[best] || k == n[best] && what < best {
			best = what
		}
	}
	return best
}

// steady compares the second answers about a unit with the first.
func (m *Model) steady(q *inquiry, first *vote) {
	if first == nil || first.version != "" {
		return // there is nothing to compare with, or it is another model's
	}
	for _, again := range []struct {
		posed
		to *stance.Steadiness
	}{{q.twice, &m.tally.twice}, {q.reordered, &m.tally.reordered}} {
		if again.key == "" {
			continue
		}
		second, why := m.vote(q.unit, again.key)
		m.mu.Lock()
		again.to.Units++
		if why != "" {
			again.to.Failed++
		} else {
			labels, differ := flips(q.unit, first, second)
			again.to.Answers += labels
			again.to.Flips += differ
		}
		m.mu.Unlock()
	}
}

// coding says how the model was asked.
func (m *Model) coding() stance.Coding {
	m.mu.Lock()
	defer m.mu.Unlock()
	t := &m.tally
	c := stance.Coding{Scorer: m.name, Model: m.server.Model, Prompt: m.prompt, Network: m.server.network(), Host: m.server.Server.Host,
		Probabilities: m.probabilities(), Units: t.units, Answered: t.answered, Failed: counted(t.failed), Lost: t.lost,
		Requests: t.requests, Bytes: t.bytes, Tokens: t.tokens, Twice: t.twice, Reordered: t.reordered, Versions: counted(t.versions)}
	if n := m.votes(); n > 1 {
		c.Votes = n
	}
	return c
}
