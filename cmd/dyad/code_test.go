package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"io"
	"math/big"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/seed-7a84ba5f/dyad/coding"
)

// lab is the host name of a network that no name server knows.
const lab = "lab.test"

// certificate writes a certificate for lab and its key, as a lab would have them.
func certificate(t *testing.T) (cert, key string, roots *x509.CertPool) {
	t.Helper()
	secret, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), DNSNames: []string{lab}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}, IsCA: true, BasicConstraintsValid: true}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &secret.PublicKey, secret)
	if err != nil {
		t.Fatal(err)
	}
	private, err := x509.MarshalPKCS8PrivateKey(secret)
	if err != nil {
		t.Fatal(err)
	}
	cert, key = filepath.Join(t.TempDir(), "cert.pem"), filepath.Join(t.TempDir(), "key.pem")
	chain := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	for file, text := range map[string][]byte{cert: chain, key: pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: private})} {
		if err := os.WriteFile(file, text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	roots = x509.NewCertPool()
	roots.AppendCertsFromPEM(chain)
	return cert, key, roots
}

// serveCodes runs dyad code on a new set of anna, ben and a lead, and gives the
// links that it printed.
func serveCodes(t *testing.T, args ...string) (set string, links map[string]*url.URL) {
	t.Helper()
	set = filepath.Join(t.TempDir(), "set.sqlite")
	units := []coding.Unit{{DocID: "a", Sentence: "They met."}, {DocID: "b", Sentence: "They fought."}}
	who := []coding.Coder{{Name: "anna", Role: coding.RoleCoder, Units: []int{1, 2}}, {Name: "ben", Role: coding.RoleCoder, Units: []int{2}}, {Name: "lead", Role: coding.RoleLead}}
	if err := coding.Create(t.Context(), set, coding.Design{Actors: [2]string{"A", "B"}}, units, who, "", time.Now()); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	out, in := io.Pipe()
	cmd := newCodeCmd()
	cmd.SetArgs(append([]string{"--no-browser", "--port", "0", set}, args...))
	cmd.SetOut(in)
	cmd.SetErr(io.Discard)
	done := make(chan error, 1)
	go func() { done <- cmd.ExecuteContext(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Errorf("the server ends with %v", err)
		}
	})
	links = map[string]*url.URL{}
	lines := bufio.NewScanner(out)
	for len(links) < len(who) && lines.Scan() {
		name, link, _ := strings.Cut(lines.Text(), "\t")
		u, err := url.Parse(link)
		if err != nil {
			t.Fatal(err)
		}
		links[name] = u
	}
	return set, links
}

// client is one that takes every name for this machine, and trusts only roots.
func client(roots *x509.CertPool) *http.Client {
	return &http.Client{Timeout: 10 * time.Second, Transport: &http.Transport{
		TLSClientConfig: &tls.Config{RootCAs: roots},
		DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
			_, port, _ := net.SplitHostPort(address)
			return (&net.Dialer{}).DialContext(ctx, network, net.JoinHostPort("127.0.0.1", port))
		}}}
}

// ask sends a request by way of a link with a token; the status is 0 where none came.
func ask(t *testing.T, c *http.Client, link url.URL, path, host, token string, body any) (status int, answer string) {
	t.Helper()
	method, in := http.MethodGet, io.Reader(nil)
	if body != nil {
		b, err := json.Marshal(body)
		if err != nil {
			t.Fatal(err)
		}
		method, in = http.MethodPost, bytes.NewReader(b)
	}
	link.Path, link.Fragment = path, ""
	r, err := http.NewRequestWithContext(t.Context(), method, link.String(), in)
	if err != nil {
		t.Fatal(err)
	}
	r.Host = host
	r.Header.Set("Authorization", "Bearer "+token)
	r.Header.Set("Content-Type", "application/json")
	got, err := c.Do(r)
	if err != nil {
		return 0, err.Error()
	}
	defer got.Body.Close()
	text, _ := io.ReadAll(got.Body)
	return got.StatusCode, string(text)
}

// A network is served under its own name by TLS: each link is its coder's and
// nobody else's, and neither another name nor another token comes in.
func TestCodeOnANetwork(t *testing.T) {
	cert, key, roots := certificate(t)
	set, links := serveCodes(t, "--network", lab, "--tls-cert", cert, "--tls-key", key)
	anna, ben := links["anna"], links["ben"]
	c := client(roots)
	for name, link := range links {
		if link.Scheme != "https" || link.Hostname() != lab {
			t.Errorf("link %s", link)
		}
		var state struct{ Coder, Role string }
		if status, text := ask(t, c, *link, "/api/state", "", link.Fragment, nil); status != 200 || json.Unmarshal([]byte(text), &state) != nil || state.Coder != name {
			t.Errorf("the link of %s: %d, %+v", name, status, state)
		}
	}
	post := coding.Post{ID: "message-1", Unit: 2, Codes: []coding.Answer{{Field: "relation", Value: "1"}}}
	if status, text := ask(t, c, *ben, "/api/save", "", ben.Fragment, post); status != 200 {
		t.Errorf("a code of ben: %d %s", status, text)
	}
	byAddress := *anna
	byAddress.Host = "127.0.0.1:" + anna.Port()
	plain := *anna
	plain.Scheme = "http"
	old := client(roots)
	old.Transport.(*http.Transport).TLSClientConfig.MaxVersion = tls.VersionTLS11
	for name, x := range map[string]struct {
		client            *http.Client
		link              *url.URL
		path, host, token string
		body              any
		want              int
	}{
		"no token":                             {c, anna, "/api/state", "", "", nil, 401},
		"a token that is none":                 {c, anna, "/api/state", "", anna.Fragment + "x", nil, 401},
		"ben's unit by anna is anna's":         {c, anna, "/api/unit/2", "", anna.Fragment, nil, 200},
		"anna's unit by ben":                   {c, ben, "/api/unit/1", "", ben.Fragment, nil, 422},
		"the lead's work by ben":               {c, ben, "/api/disputes", "", ben.Fragment, nil, 403},
		"another host under the right name":    {c, anna, "/api/state", "evil.example", anna.Fragment, nil, 403},
		"a host that begins with the name":     {c, anna, "/", lab + ".evil.example", anna.Fragment, nil, 403},
		"the name in capitals":                 {c, anna, "/api/state", strings.ToUpper(lab), anna.Fragment, nil, 200},
		"a name that the certificate has not":  {c, &byAddress, "/api/state", "", anna.Fragment, nil, 0},
		"a client that trusts somebody else":   {client(x509.NewCertPool()), anna, "/api/state", "", anna.Fragment, nil, 0},
		"without TLS":                          {c, &plain, "/api/state", "", anna.Fragment, nil, 400},
		"a version of TLS that is broken":      {old, anna, "/api/state", "", anna.Fragment, nil, 0},
		"a post of another coder by one's own": {c, anna, "/api/save", "", anna.Fragment, map[string]any{"post": "message-2", "unit": 2, "coder": "ben"}, 422},
	} {
		if status, text := ask(t, x.client, *x.link, x.path, x.host, x.token, x.body); status != x.want {
			t.Errorf("%s: %d %s; want %d", name, status, text, x.want)
		}
	}
	s, err := coding.OpenSet(t.Context(), set)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if codes, err := s.Codes(t.Context()); err != nil || len(codes) != 1 || codes[0].Coder != "ben" {
		t.Errorf("%+v, %v: ben gave one code", codes, err)
	}
}

// Without --network nobody but this machine is heard.
func TestCodeIsLocal(t *testing.T) {
	set, links := serveCodes(t)
	anna := links["anna"]
	if status, text := ask(t, client(nil), *anna, "/api/state", "", anna.Fragment, nil); status != 200 || anna.Hostname() != "127.0.0.1" {
		t.Errorf("%s: %d %s", anna, status, text)
	}
	addresses, err := net.InterfaceAddrs()
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range addresses {
		if ip, _, err := net.ParseCIDR(a.String()); err == nil && !ip.IsLoopback() && !ip.IsLinkLocalUnicast() {
			if conn, err := net.DialTimeout("tcp", net.JoinHostPort(ip.String(), anna.Port()), time.Second); err == nil {
				conn.Close()
				t.Errorf("%s is served", ip)
			}
		}
	}
	for _, args := range [][]string{{"--tls-cert", "cert.pem"}, {"--network", "https://lab"}, {"--network", "0.0.0.0"}, {"--tls-cert", "none.pem", "--tls-key", "none.pem"}} {
		cmd := newCodeCmd()
		cmd.SetArgs(slices.Concat(args, []string{"--no-browser", "--port", "0", set}))
		cmd.SetOut(io.Discard)
		cmd.SetErr(io.Discard)
		if err := cmd.ExecuteContext(t.Context()); err == nil {
			t.Errorf("%v is taken", args)
		}
	}
}
