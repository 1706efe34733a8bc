package stance

import "github.com/seed-7a84ba5f/dyad/stance/veridical"

// ofOneself reports whether token i stands in what the target itself promises,
// wants or tries to be: that it is so nobody says.
func (r *reading) ofOneself(i, target int) bool {
	for _, a := range r.Undertakers(i) {
		if id := r.someone(a); id >= 0 && r.same(id, target) {
			return true
		}
	}
	return false
}

// wantedOf gives who wants the attitude at token i of its holder, as the holder
// of a finding; it is nobody where the attitude is plainly somebody's own.
func (r *reading) wantedOf(i int) int {
	agent, wanting := r.WantedBy(i)
	switch wanting {
	case veridical.Own:
		return nobody
	case veridical.Speaker:
		return utterer
	case veridical.Agent:
		if id := r.someone(agent); id >= 0 {
			return id
		}
	}
	return anybody
}

// feared reports whether token i is a success or failure that somebody fears:
// who fears that another fails is for him.
func (r *reading) feared(i int, class string) bool { return r.is(class, "outcomes") && r.FearedIn(i) }

// viewpoint gives in whose eyes token i is so, -1 for nobody's but the one who
// says it.
func (r *reading) viewpoint(i int) int {
	for _, o := range r.tokensOf("viewpoint", i) {
		if id := r.mentionAt(o); id >= 0 {
			return id
		}
	}
	return -1
}
