package coding

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"strconv"
	"strings"
)

// Place is where a coding page is served.
type Place struct {
	Listener net.Listener
	Hosts    []string // host names and addresses, without port, by which it may be asked
	URL      string   // what links begin with
}

// Listen takes up a place: on this machine only where network is "", else under that
// host name or address. With the files of a certificate and its key it speaks TLS.
func Listen(ctx context.Context, network string, port int, certificate, key string) (*Place, error) {
	p := &Place{Hosts: []string{"127.0.0.1", "localhost", "::1"}}
	host, address, scheme := "127.0.0.1", "127.0.0.1", "http"
	if network != "" {
		p.Hosts, host, address = append(p.Hosts, strings.ToLower(network)), network, ""
	}
	var err error
	if p.Listener, err = (&net.ListenConfig{}).Listen(ctx, "tcp", net.JoinHostPort(address, strconv.Itoa(port))); err != nil {
		return nil, fmt.Errorf("%w (--port takes another one; links and what browsers keep go by the port)", err)
	}
	_, at, _ := net.SplitHostPort(p.Listener.Addr().String())
	if certificate != "" {
		pair, err := tls.LoadX509KeyPair(certificate, key)
		if err != nil {
			return nil, errors.Join(&CertificateError{err}, p.Listener.Close())
		}
		p.Listener, scheme = tls.NewListener(p.Listener, &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS12}), "https"
	}
	p.URL = scheme + "://" + net.JoinHostPort(host, at) + "/"
	return p, nil
}

// CertificateError says that a certificate or its key cannot be used.
type CertificateError struct{ Err error }

// Error gives what is wrong with them.
func (e *CertificateError) Error() string { return e.Err.Error() }

// Unwrap gives what is wrong with them.
func (e *CertificateError) Unwrap() error { return e.Err }

// ReadSet reads the coding set in a file.
func ReadSet(ctx context.Context, path string) (*Study, error) {
	set, err := OpenSet(ctx, path)
	if err != nil {
		return nil, err
	}
	defer set.Close()
	return set.Read(ctx)
}
