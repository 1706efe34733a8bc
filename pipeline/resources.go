package pipeline

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate/parse"
	"github.com/seed-7a84ba5f/dyad/lexicon"
	"github.com/seed-7a84ba5f/dyad/report/table"
	"github.com/seed-7a84ba5f/dyad/stance/reader"
)

// resources lists the lexicons, models and scorers of a pipeline with their
// hashes, in order of kind and name.
func (p *Scoring) resources() ([]table.Resource, error) {
	var out []table.Resource
	for _, name := range lexicon.Names() {
		l, err := lexicon.Builtin(name)
		if err != nil {
			return nil, err
		}
		out = append(out, table.Resource{Kind: "lexicon", Name: l.Name, Version: l.Version, SHA256: l.Hash})
	}
	rules, err := lexicon.RuleFiles()
	if err != nil {
		return nil, err
	}
	for _, f := range rules {
		out = append(out, table.Resource{Kind: "rules", Name: f.Name, SHA256: f.Hash()})
	}
	out = append(out, table.Resource{Kind: "model", Name: "reader", SHA256: reader.Hash()}, table.Resource{Kind: "model", Name: "syntax", SHA256: parse.Hash()})
	for _, list := range [][]*lexicon.Dictionary{p.lexicons.frames, p.lexicons.valence, p.lexicons.scorers} {
		for _, d := range list {
			out = append(out, table.Resource{Kind: "own_lexicon", Name: filepath.ToSlash(d.File), SHA256: d.Hash})
		}
	}
	for _, l := range p.lexicons.labels {
		out = append(out, table.Resource{Kind: "own_lexicon", Name: filepath.ToSlash(l.File), SHA256: l.Hash})
	}
	for _, f := range p.lexicons.rules {
		out = append(out, table.Resource{Kind: "own_rules", Name: f.File, SHA256: lexicon.RuleFile{Name: f.File, Text: f.Text}.Hash()})
	}
	for _, h := range p.heads.files {
		out = append(out, table.Resource{Kind: "own_heads", Name: h.name, SHA256: h.hash})
	}
	for _, s := range p.info.Scorers {
		out = append(out, table.Resource{Kind: "scorer", Name: s.Name, Version: s.Version, SHA256: s.Hash})
	}
	slices.SortStableFunc(out, func(a, b table.Resource) int {
		return strings.Compare(a.Kind+"\x00"+a.Name, b.Kind+"\x00"+b.Name)
	})
	return slices.Compact(out), nil
}
