package pipeline

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/study"
)

// Choices take the place of what a study says; an empty one leaves it.
type Choices struct {
	Seed      *uint64
	Scorers   []string
	Without   []string // rules of lexical, switched off beside those of the study
	Dedup, By string
	Dates     string // order of dates in numbers
	Keep      []string
}

// Apply changes a study. What the study cannot be is a *ChoiceError that names the flag.
func (c *Choices) Apply(s *study.Study) error {
	if c.Seed != nil {
		s.Seed = *c.Seed
	}
	if len(c.Scorers) > 0 {
		s.Scorers = c.Scorers
	}
	if len(c.Without) > 0 {
		s.WithoutRules = slices.Compact(slices.Sorted(slices.Values(slices.Concat(s.WithoutRules, c.Without))))
	}
	for _, one := range []struct {
		to   *string
		said string
	}{{&s.Dedup, c.Dedup}, {&s.By, c.By}, {&s.Dates, c.Dates}} {
		if one.said != "" {
			*one.to = one.said
		}
	}
	if len(c.Keep) > 0 {
		s.Keep = c.Keep
	}
	if bad := s.Validate(); len(bad) > 0 {
		p := bad[0] // only a choice can have brought it
		flag, _, _ := strings.Cut(strings.TrimSuffix(p.Path, "]"), "[")
		if flag != "dates" {
			flag = strings.TrimSuffix(flag, "s")
		}
		return &ChoiceError{fmt.Errorf("--%s: %s", flag, p.Message)}
	}
	return nil
}
