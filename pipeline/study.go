package pipeline

import (
	"strings"
	"time"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/report"
	"github.com/seed-7a84ba5f/dyad/report/table"
	"github.com/seed-7a84ba5f/dyad/stance"
	"github.com/seed-7a84ba5f/dyad/stats"
	"github.com/seed-7a84ba5f/dyad/study"
)

// The study file and the packages that use it do not know each other; what
// each is told stands here.

// Actors are the actors of a study as the annotator takes them.
func Actors(s *study.Study) []annotate.Actor {
	out := make([]annotate.Actor, 0, len(s.Actors))
	for _, a := range s.Actors {
		out = append(out, annotate.Actor{
			ID:          a.ID,
			Name:        a.Name,
			Kind:        annotate.Kind(a.Kind),
			Plural:      a.Plural,
			Gender:      a.Gender,
			Aliases:     terms("", "", append([]string{a.Name}, a.Aliases...)...),
			Not:         a.Not,
			Nominals:    terms("", "", a.Nominals...),
			Offices:     offices(a.Roles),
			Members:     associates(a.Members),
			MemberNouns: a.MemberNouns,
			Proxies:     proxies(a.Proxies),
		})
	}
	return out
}

// ActorIDs are the ids of the actors of a study.
func ActorIDs(s *study.Study) []string {
	out := make([]string, len(s.Actors))
	for i := range s.Actors {
		out[i] = s.Actors[i].ID
	}
	return out
}

func terms(from, to study.Date, texts ...string) []annotate.Term {
	out := make([]annotate.Term, 0, len(texts))
	for _, t := range texts {
		out = append(out, annotate.Term{Text: t, From: begin(from), To: end(to)})
	}
	return out
}

func offices(roles []study.Role) []annotate.Office {
	var out []annotate.Office
	for _, r := range roles {
		out = append(out, annotate.Office{Title: r.Title, Of: r.Of, From: begin(r.From), To: end(r.To)})
	}
	return out
}

func associates(members []study.Member) []annotate.Associate {
	var out []annotate.Associate
	for _, m := range members {
		out = append(out, annotate.Associate{Name: m.Name, Aliases: m.Aliases, Body: m.Kind == "organization", Gender: m.Gender, From: begin(m.From), To: end(m.To)})
	}
	return out
}

func proxies(ps []study.Proxy) []annotate.Term {
	var out []annotate.Term
	for _, p := range ps {
		out = append(out, terms(p.From, p.To, append([]string{p.Name}, p.Aliases...)...)...)
	}
	return out
}

func begin(d study.Date) time.Time {
	t, _ := d.Time()
	return t
}

// end is the last moment of the day, so that an article dated to the hour
// still lies in it.
func end(d study.Date) time.Time {
	t, ok := d.Time()
	if !ok {
		return time.Time{}
	}
	return t.AddDate(0, 0, 1).Add(-time.Nanosecond)
}

// View is the pair of a study, as scorers see it.
func View(s *study.Study) stance.View {
	v := stance.View{Actor1: s.Pair[0], Actor2: s.Pair[1], Proxies: map[string]bool{}}
	for _, id := range s.CountProxies {
		v.Proxies[id] = true
	}
	return v
}

// Names are what the two actors of a study are called, and its first scorer.
func Names(s *study.Study) table.Names {
	return table.Names{Actor1: s.Actor(s.Pair[0]).Name, Actor2: s.Actor(s.Pair[1]).Name, Scorer: s.Scorers[0]}
}

// outletNames maps each other name of an outlet, and its name, to its name.
func outletNames(s *study.Study) map[string]string {
	out := map[string]string{}
	for _, src := range s.Sources {
		out[src.Name] = src.Name
		for _, a := range src.Aliases {
			out[a] = src.Name
		}
	}
	return out
}

// Estimates says how rows become estimates by a study; workers change no result.
func Estimates(s *study.Study, workers int) report.Options {
	return report.Options{
		Period: report.Period(s.Period),
		Events: eventsOf(s), EventDays: s.EventDays,
		Dedup:   report.Dedup(s.Dedup),
		By:      strings.TrimPrefix(s.By, table.MetaPrefix),
		Weights: report.Weights(s.Weights),
		Means:   methodOf(s.Interval), Differences: methodOf(s.Contrasts),
		Rule: stats.Rule{
			Level:         s.Thresholds.Level,
			Draws:         s.Thresholds.Draws,
			MinClusters:   s.Thresholds.MinClusters,
			SmallClusters: s.Thresholds.SmallClusters,
		},
		Workers: workers,
	}
}

func eventsOf(s *study.Study) []report.Event {
	var out []report.Event
	for _, e := range s.Events {
		out = append(out, report.Event{Name: e.Name, Date: string(e.Date)})
	}
	return out
}

// methodOf is the method of intervals, "" for the default.
func methodOf(name string) stats.Method {
	if name == "default" {
		return ""
	}
	return stats.Method(name)
}
