package stance

// Network says what a scorer needs of the network. A scorer of which nothing is
// said needs none.
type Network string

// The needs, from the least to the most.
const (
	NetworkNone     Network = "none"     // what it reads stays in this program
	NetworkLoopback Network = "loopback" // texts go to another program on this machine
	NetworkRemote   Network = "remote"   // texts leave this machine
)

// Within reports whether a need is no more than what is granted.
func (n Network) Within(granted Network) bool { return n.rank() <= granted.rank() }

// rank orders the needs; a word that is none of them ranks as the most.
func (n Network) rank() int {
	switch n {
	case "", NetworkNone:
		return 0
	case NetworkLoopback:
		return 1
	}
	return 2
}
