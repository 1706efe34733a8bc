package remote

import (
	"fmt"
	"slices"
	"strings"
)

// probes is how many requests a plan is estimated from.
const probes = 20

// plan is what a run would ask.
type plan struct {
	units, requests, recorded int
	seen                      map[string]bool
	sample                    []posed // the requests with the smallest keys: a draw that no order moves
}

// planned counts a unit that is not asked about.
func (m *Model) planned(q *inquiry) {
	m.mu.Lock()
	defer m.mu.Unlock()
	p := &m.tally.plan
	if p.seen == nil {
		p.seen = map[string]bool{}
	}
	p.units++
	for i, r := range slices.Concat(q.votes, []posed{q.twice, q.reordered}) {
		if r.key == "" || p.seen[r.key] {
			continue
		}
		p.seen[r.key] = true
		p.requests++
		if m.session.recording.get(r.key) != nil {
			p.recorded++
		} else if i == 0 {
			p.draw(r)
		}
	}
}

func (p *plan) draw(r posed) {
	at, _ := slices.BinarySearchFunc(p.sample, r, func(a, b posed) int { return strings.Compare(a.key, b.key) })
	if at < probes {
		p.sample = slices.Insert(p.sample, at, r)
		p.sample = p.sample[:min(probes, len(p.sample))]
	}
}

// Estimate is what a run would take, from what some of its requests took.
type Estimate struct {
	Scorer                    string
	Units, Requests, Recorded int     // sentences; requests in all; those whose answers are recorded
	Probes                    int     // requests that were sent to estimate from; they are recorded
	Failed                    int     // of these, without an answer that came back
	Tokens                    [2]int  // of the requests to come: of prompts, of answers
	Seconds                   float64 // one request after the other
	Cost                      float64 // by the prices of the study
}

// Estimate sends up to twenty requests of each scorer, drawn by their keys, and says
// what the rest would take.
func (s *Session) Estimate() ([]Estimate, error) {
	var out []Estimate
	for _, m := range s.models {
		p := &m.tally.plan
		e := Estimate{Scorer: m.name, Units: p.units, Requests: p.requests, Recorded: p.recorded}
		var tokens [2]int
		millis := int64(0)
		for _, r := range p.sample {
			got := s.ask(m, m.asker, r.key, &Entry{Kind: kindAnswer, Key: r.key, Scorer: m.name, Model: m.server.Model, Digest: m.server.Digest, Request: r.request})
			if err := s.Err(); err != nil {
				return nil, err
			}
			if got == nil {
				return nil, s.ctx.Err()
			}
			e.Probes++
			if got.failure != "" && got.failure != Truncated {
				e.Failed++
			}
			tokens[0], tokens[1], millis = tokens[0]+got.tokens[0], tokens[1]+got.tokens[1], millis+got.millis
		}
		if rest := e.Requests - e.Recorded - e.Probes; rest > 0 && e.Probes > 0 {
			each := float64(rest) / float64(e.Probes)
			e.Tokens = [2]int{int(each * float64(tokens[0])), int(each * float64(tokens[1]))}
			e.Seconds = each * float64(millis) / 1000
			e.Cost = m.config.cost(e.Tokens)
		}
		out = append(out, e)
	}
	return out, nil
}

// String says an estimate in words.
func (e Estimate) String() string {
	text := fmt.Sprintf("%s: %d units, %d requests, %d of them recorded; from %d probes", e.Scorer, e.Units, e.Requests, e.Recorded, e.Probes)
	if e.Failed > 0 {
		text += fmt.Sprintf(" (%d without an answer)", e.Failed)
	}
	text += fmt.Sprintf(", the other %d take %d tokens in and %d out, %.0f s one after the other", e.Requests-e.Recorded-e.Probes, e.Tokens[0], e.Tokens[1], e.Seconds)
	if e.Cost > 0 {
		text += fmt.Sprintf(", cost %.2f", e.Cost)
	}
	return text
}
