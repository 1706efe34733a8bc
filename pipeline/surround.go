package pipeline

import (
	"context"
	"fmt"

	"github.com/seed-7a84ba5f/dyad/coding"
)

// Surround puts the sentences around into the units, from the articles. An
// article that is not the one that was scored is an error: its sentences are
// others.
func (v *Verification) Surround(ctx context.Context, units []coding.Unit) error {
	p, err := v.Open(ctx)
	if err != nil {
		return fmt.Errorf("the articles of %s, for the sentences around each unit (--inputs says where they are): %w", v.Dir, err)
	}
	defer p.Close()
	of := map[string][]*coding.Unit{}
	for i := range units {
		of[units[i].DocID] = append(of[units[i].DocID], &units[i])
	}
	for a, err := range p.Articles.All() {
		if err != nil {
			return err
		}
		if of[a.ID] == nil {
			continue
		}
		doc := p.Annotator.Annotate(a)
		for _, u := range of[a.ID] {
			if err := coding.Surround(u, doc); err != nil {
				return err
			}
		}
		delete(of, a.ID)
	}
	for id := range of {
		return fmt.Errorf("article %s of %s is not where its articles were read", id, v.Dir)
	}
	return nil
}
