package remote

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"syscall"
	"time"

	"github.com/seed-7a84ba5f/dyad/stance"
)

// Granted is what the network may be used for: to go beyond this machine takes
// both the word of the study and that of the person who runs it.
func Granted(study stance.Network, allowRemote bool) stance.Network {
	if study == stance.NetworkRemote && !allowRemote {
		return stance.NetworkLoopback
	}
	return study
}

// NetworkError is a scorer that needs more of the network than was granted.
type NetworkError struct {
	Scorer         string
	Needs, Granted stance.Network
	Host           string // "" where it is not known
}

// Error says what is needed and who must grant it.
func (e *NetworkError) Error() string {
	to := ""
	if e.Host != "" {
		to = " (" + e.Host + ")"
	}
	if e.Needs == stance.NetworkRemote {
		return fmt.Sprintf("scorer %s sends the texts to another machine%s: that takes network: remote in the study and --allow-remote", e.Scorer, to)
	}
	return fmt.Sprintf("scorer %s needs the network of this machine%s, and the study grants %s", e.Scorer, to, e.Granted)
}

// needsOf is what an endpoint needs: the loopback where its host is this machine
// by name or number, else more.
func needsOf(endpoint *url.URL) stance.Network {
	host := strings.ToLower(endpoint.Hostname())
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return stance.NetworkLoopback
	}
	if ip, err := netip.ParseAddr(host); err == nil && ip.Unmap().IsLoopback() {
		return stance.NetworkLoopback
	}
	return stance.NetworkRemote
}

// parseEndpoint reads the address of a server; passwords and keys do not belong
// into it.
func parseEndpoint(text string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimSuffix(text, "/"))
	switch {
	case err != nil:
		return nil, errors.New("llm.endpoint is no address of the web")
	case u.Scheme != "http" && u.Scheme != "https" || u.Host == "":
		return nil, fmt.Errorf("llm.endpoint %q is no address such as http://127.0.0.1:8080/v1", u.Redacted())
	case u.User != nil || u.RawQuery != "" || u.Fragment != "":
		return nil, errors.New("llm.endpoint holds a name, password or query: a key is taken from the environment (llm.key_env) and stands in no file")
	case needsOf(u) == stance.NetworkRemote && u.Scheme != "https":
		return nil, fmt.Errorf("llm.endpoint %s: texts and key would leave this machine unencrypted; use https", u.Redacted())
	}
	return u, nil
}

// errBeyond is a connection that was not granted.
var errBeyond = errors.New("the connection would leave this machine, which was not granted")

// newClient makes a client that connects within what is granted, whatever a name
// resolves to, and follows no redirection. Within this machine it uses no proxy.
func newClient(granted stance.Network) *http.Client {
	dialer := &net.Dialer{Timeout: 10 * time.Second}
	t := &http.Transport{Proxy: http.ProxyFromEnvironment, DialContext: dialer.DialContext, TLSHandshakeTimeout: 10 * time.Second,
		MaxIdleConnsPerHost: 64, IdleConnTimeout: time.Minute}
	if granted != stance.NetworkRemote {
		t.Proxy = nil
		dialer.ControlContext = func(_ context.Context, _, address string, _ syscall.RawConn) error {
			at, err := netip.ParseAddrPort(address)
			if err != nil || granted != stance.NetworkLoopback || !at.Addr().Unmap().IsLoopback() {
				return errBeyond
			}
			return nil
		}
	}
	return &http.Client{Transport: t, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}
