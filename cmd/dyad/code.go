package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/seed-7a84ba5f/dyad/coding"
	"github.com/seed-7a84ba5f/dyad/internal/serve"
)

// codeFlags are the flags of code.
type codeFlags struct {
	port                   int
	network                string
	cert, key              string
	noBrowser, showSource  bool
	sheet, coder, addCoder string
}

func newCodeCmd() *cobra.Command {
	var f codeFlags
	cmd := command("code", usage(cobra.ExactArgs(1)), func(c *call) error { return f.serve(c, c.args[0], c.out, c.err) })
	fs := cmd.Flags()
	fs.IntVar(&f.port, "port", 8384, "to serve at")
	fs.StringVar(&f.network, "network", "", "serve the network, under this `HOST`")
	fs.StringVar(&f.cert, "tls-cert", "", "PEM `FILE` of a certificate")
	fs.StringVar(&f.key, "tls-key", "", "PEM `FILE` of its key")
	fs.BoolVar(&f.noBrowser, "no-browser", false, "open no browser where one coder codes alone")
	fs.BoolVar(&f.showSource, "show-source", false, "show coders the outlet and the day")
	fs.StringVar(&f.sheet, "sheet", "", "read in this CSV `FILE` of codes, of --coder")
	fs.StringVar(&f.coder, "coder", "", "`NAME` of whose sheet it is")
	fs.StringVar(&f.addCoder, "add", "", "add a coder of this `NAME`")
	return cmd
}

func (f *codeFlags) check() error {
	return cmp.Or(
		wrong((f.sheet == "") != (f.coder == ""), "--sheet and --coder go together"),
		wrong((f.cert == "") != (f.key == ""), "--tls-cert and --tls-key go together"),
		wrong(f.port < 0 || f.port > 65535, "--port %d: from 0 to 65535", f.port),
		wrong(strings.ContainsAny(f.network, ":/"), "--network %q: a host name or an IPv4 address, without port", f.network),
		wrong(f.network == "0.0.0.0", "--network 0.0.0.0 is no address that coders can open: give this machine's name or address in the network"))
}

func (f *codeFlags) serve(ctx context.Context, path string, stdout, stderr io.Writer) (err error) {
	if err := f.check(); err != nil {
		return err
	}
	s, err := coding.OpenSet(ctx, path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if f.sheet != "" {
		return f.readSheet(ctx, s, stderr)
	}
	if f.addCoder != "" {
		if err := s.AddCoderOfAll(ctx, f.addCoder); errors.Is(err, coding.ErrCoderThere) {
			return usagef("--add %w", err)
		} else if err != nil {
			return err
		}
	}
	coders, err := s.Coders(ctx)
	if err != nil {
		return err
	}
	place, err := coding.Listen(ctx, f.network, f.port, f.cert, f.key)
	if err != nil {
		return err
	}
	if f.network != "" && f.cert == "" {
		fmt.Fprintln(stderr, "dyad: without --tls-cert and --tls-key anybody on the network can read along")
	}
	var links []string
	for _, c := range coders {
		link := place.URL + "#" + c.Token
		if len(c.Units) > 0 {
			links = append(links, link)
		}
		fmt.Fprintf(stdout, "%s\t%s\n", c.Name, link)
	}
	fmt.Fprintln(stderr, "serving", path, "; Ctrl-C ends it. Each link is the key of its coder")
	if len(links) == 1 && f.network == "" {
		if err := (&openFlags{noBrowser: f.noBrowser}).browse(ctx, stderr, links[0]); err != nil {
			return errors.Join(err, place.Listener.Close())
		}
	}
	server := &coding.Server{Set: s, Hosts: place.Hosts, Now: time.Now, ShowSource: f.showSource}
	return serve.Until(ctx, place.Listener, server.Handler(), log.New(stderr, "dyad: ", 0))
}

// readSheet saves the codes of a sheet.
func (f *codeFlags) readSheet(ctx context.Context, s *coding.Set, stderr io.Writer) error {
	file, err := os.Open(f.sheet)
	if err != nil {
		return err
	}
	defer file.Close()
	saved, problems, err := s.ReadSheet(ctx, f.coder, f.sheet, file, time.Now())
	for _, p := range problems {
		fmt.Fprintf(stderr, "dyad: %v\n", p)
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(stderr, "%s: %s saved, %s left out\n", f.sheet, count(saved, "code"), count(len(problems), "row"))
	if saved == 0 && len(problems) > 0 {
		return fmt.Errorf("%s: nothing could be saved", f.sheet)
	}
	return nil
}
