// Package serve answers requests until a command is told to end.
package serve

import (
	"context"
	"log"
	"net"
	"net/http"
	"time"
)

// Until answers until the context ends, and lets answers under way be saved. What
// goes wrong before a request is read, as a browser that does not trust the
// certificate, is logged; nil is the standard logger.
func Until(ctx context.Context, l net.Listener, h http.Handler, problems *log.Logger) error {
	server := &http.Server{Handler: h, ErrorLog: problems, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: time.Minute, IdleTimeout: 2 * time.Minute}
	done := make(chan error, 1)
	go func() { done <- server.Serve(l) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		soon, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
		defer cancel()
		if err := server.Shutdown(soon); err != nil {
			return server.Close() // those who listen for events stay on
		}
		return nil
	}
}
