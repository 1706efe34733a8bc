package exchange

import (
	"context"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/seed-7a84ba5f/dyad/coding"
)

// Take takes units and codes out of a set. What a lead settled stands there as the codes
// of coding.Adjudicated.
func Take(ctx context.Context, set *coding.Set) (*Bundle, error) {
	books, err := set.Codebooks(ctx)
	if err != nil {
		return nil, err
	}
	units, err := set.Units(ctx)
	if err != nil {
		return nil, err
	}
	codes, err := set.Codes(ctx)
	if err != nil {
		return nil, err
	}
	settled, err := set.Adjudications(ctx)
	if err != nil {
		return nil, err
	}
	b := &Bundle{Codebook: books[len(books)-1].Text, Units: units}
	for _, c := range codes {
		if !c.Stale && c.Value != "" {
			b.Codes = append(b.Codes, Code{Unit: c.Unit, Coder: c.Coder, Field: c.Field, Target: c.Target, Value: c.Value})
		}
	}
	for _, a := range settled {
		b.Codes = append(b.Codes, Code{Unit: a.Unit, Coder: coding.Adjudicated, Field: a.Field, Target: a.Target, Value: a.Value})
	}
	return b, nil
}

// Create makes a coding set of a bundle, as of now. Tool says where its codes come from.
func (b *Bundle) Create(ctx context.Context, path, tool string, now time.Time) error {
	if err := coding.Create(ctx, path, coding.Design{Tool: tool}, b.Units, codersOf(b), b.Codebook, now); err != nil {
		return err
	}
	set, err := coding.OpenSet(ctx, path)
	if err != nil {
		return err
	}
	defer set.Close()
	return saveCodes(ctx, set, b, now)
}

// codersOf are the coders of a bundle, each with the units that they coded;
// those of units are renumbered as the set will number them.
func codersOf(b *Bundle) []coding.Coder {
	number := map[int]int{}
	for i := range b.Units {
		number[b.Units[i].ID] = i + 1
	}
	type assigned struct {
		coder string
		unit  int
	}
	units, seen := map[string][]int{}, map[assigned]bool{}
	var names []string
	for i := range b.Codes {
		c := &b.Codes[i]
		c.Unit = number[c.Unit]
		if units[c.Coder] == nil {
			names = append(names, c.Coder)
		}
		if k := (assigned{c.Coder, c.Unit}); !seen[k] {
			seen[k] = true
			units[c.Coder] = append(units[c.Coder], c.Unit)
		}
	}
	var out []coding.Coder
	slices.Sort(names)
	for _, n := range names {
		if n != coding.Adjudicated {
			out = append(out, coding.Coder{Name: n, Role: coding.RoleCoder, Units: units[n]})
		}
	}
	return append(out, coding.Coder{Name: importer, Role: coding.RoleLead})
}

// importer is the lead of a set that was made of codes from elsewhere.
const importer = "import"

// saveCodes saves the codes of a bundle, those of one coder and unit together.
func saveCodes(ctx context.Context, set *coding.Set, b *Bundle, now time.Time) error {
	type by struct {
		coder string
		unit  int
	}
	posts := map[by]*coding.Post{}
	var order []by
	for _, c := range b.Codes {
		sum := sha256.Sum256([]byte(strings.Join([]string{c.Coder, fmt.Sprint(c.Unit), c.Field, c.Target}, "\x00")))
		id := fmt.Sprintf("%x", sum[:16])
		if c.Coder == coding.Adjudicated {
			a := coding.Adjudication{Unit: c.Unit, Field: c.Field, Target: c.Target, Value: c.Value, Reason: "settled elsewhere", Coder: importer}
			if err := set.Adjudicate(ctx, id, a, now); err != nil {
				return err
			}
			continue
		}
		k := by{c.Coder, c.Unit}
		if posts[k] == nil {
			posts[k] = &coding.Post{ID: id, Unit: c.Unit}
			order = append(order, k)
		}
		posts[k].Codes = append(posts[k].Codes, coding.Answer{Field: c.Field, Target: c.Target, Value: c.Value})
	}
	for _, k := range order {
		if err := set.Save(ctx, k.coder, *posts[k], now); err != nil {
			return err
		}
	}
	return nil
}
