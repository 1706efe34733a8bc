package remote

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/seed-7a84ba5f/dyad/stance"
)

// program is a scorer by command: it is told a unit a line and answers a line,
// in the JSON that a language model answers in.
type program struct {
	name    string   // in the tables
	command []string // nil in a replay
	timeout time.Duration
	hello   hello
	sum     string // of the program's file

	mu      sync.Mutex // one unit at a time
	process *process
}

// hello is what a program says of itself when it is started.
type hello struct {
	Name    string         `json:"name"`
	Version string         `json:"version"`
	Network stance.Network `json:"network"` // what it needs; "" is refused
	Host    string         `json:"host"`    // where it sends the texts, if it does
}

// process is a program that runs.
type process struct {
	cmd    *exec.Cmd
	in     io.WriteCloser
	lines  chan []byte // closed at the end of its output
	stderr *tail
}

// tail keeps the end of what is written to it.
type tail struct {
	mu  sync.Mutex
	buf []byte
}

func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.buf = append(t.buf, p...)
	t.buf = t.buf[max(0, len(t.buf)-1000):]
	return len(p), nil
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(bytes.TrimSpace(t.buf)) == 0 {
		return ""
	}
	return ": " + strings.ToValidUTF8(string(bytes.TrimSpace(t.buf)), "")
}

func (s *Session) openExec(name string, c Config) (*Model, error) {
	command := strings.Fields(strings.TrimPrefix(name, execPrefix))
	if len(command) == 0 {
		return nil, errors.New("exec: names no command")
	}
	called := execPrefix + filepath.Base(command[0])
	p := &program{name: called, timeout: c.Timeout}
	m := &Model{session: s, config: c, name: called, asker: p, own: true}
	if !s.Replay {
		p.command = command
		if err := p.check(c.Network, s.AllowRemote); err != nil {
			return nil, err
		}
	}
	return m, m.meet(strings.Join(command, " "), func() asker { return p })
}

// check starts the program, before it is told any text, and holds what it needs
// against what is granted.
func (p *program) check(study stance.Network, allowRemote bool) error {
	path, err := exec.LookPath(p.command[0])
	if err != nil {
		return err
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	p.sum = hashOf(data)
	if err := p.start(); err != nil {
		return err
	}
	granted := Granted(study, allowRemote)
	switch p.hello.Network {
	case stance.NetworkNone, stance.NetworkLoopback, stance.NetworkRemote:
	default:
		return errors.Join(fmt.Errorf("%s does not say what it needs of the network: its first line is to have network none, loopback or remote", p.name), p.close())
	}
	if !p.hello.Network.Within(granted) {
		return errors.Join(&NetworkError{p.name, p.hello.Network, granted, p.hello.Host}, p.close())
	}
	return nil
}

// start starts the program and reads its first line.
func (p *program) start() error {
	cmd := exec.Command(p.command[0], p.command[1:]...)
	in, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	run := &process{cmd: cmd, in: in, lines: make(chan []byte), stderr: &tail{}}
	cmd.Stderr = run.stderr
	if err := cmd.Start(); err != nil {
		return err
	}
	go func() {
		defer close(run.lines)
		lines := bufio.NewReaderSize(out, 1<<16)
		for {
			line, err := lines.ReadBytes('\n')
			if len(line) > 0 && err == nil {
				run.lines <- line
			}
			if err != nil {
				return // a line without its end is no answer
			}
		}
	}()
	p.process = run
	line, why, err := p.exchange(context.Background(), []byte(`{"dyad":"hello","version":1}`))
	if err == nil && why != "" {
		err = fmt.Errorf("%s does not say hello: %s%s", p.name, why, run.stderr)
	}
	if err == nil {
		if err = json.Unmarshal(line, &p.hello); err != nil {
			err = fmt.Errorf("%s: its first line is no JSON: %w", p.name, err)
		}
	}
	if err != nil {
		p.kill()
	}
	return err
}

// exchange sends a line and waits for one. After an outcome the program is gone.
func (p *program) exchange(ctx context.Context, line []byte) ([]byte, Outcome, error) {
	run := p.process
	timer := time.NewTimer(p.timeout)
	defer timer.Stop()
	wrote := make(chan error, 1)
	go func() { // a program that does not read must not hold the run
		_, err := run.in.Write(append(bytes.Clone(line), '\n'))
		wrote <- err
	}()
	select {
	case <-ctx.Done():
		return nil, "", ctx.Err()
	case <-timer.C:
		p.kill()
		return nil, TimedOut, nil
	case said, ok := <-run.lines:
		if !ok {
			p.kill()
			return nil, Stopped, nil
		}
		return said, "", nil
	}
}

func (p *program) kill() {
	if p.process == nil {
		return
	}
	run := p.process
	p.process = nil
	_ = run.in.Close()
	_ = run.cmd.Process.Kill() // it may be gone already
	for range run.lines {      // so that its reader ends
	}
	_ = run.cmd.Wait()
}

func (p *program) close() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.process == nil {
		return nil
	}
	_ = p.process.in.Close()
	done := make(chan struct{})
	go func() {
		for range p.process.lines {
		}
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(time.Second):
		_ = p.process.cmd.Process.Kill()
		<-done
	}
	_ = p.process.cmd.Wait()
	p.process = nil
	return nil
}

func (p *program) identify(ctx context.Context) (*Entry, error) {
	digest, err := p.digest(ctx)
	return &Entry{Model: strings.Join(p.command, " "), Digest: digest, Server: &Server{Network: p.hello.Network, Host: p.hello.Host,
		Build: strings.TrimSpace(p.hello.Name + " " + p.hello.Version), DigestFrom: "the program's file, name and version"}}, err
}

func (p *program) digest(context.Context) (string, error) {
	return hashOf([]byte(p.sum), []byte(p.hello.Name), []byte(p.hello.Version)), nil
}

func (p *program) request(u *Unit, _ order, _ int) (json.RawMessage, error) { return canonical(u) }

// ask tells the program a unit. One that has ended is started again for the next.
func (p *program) ask(ctx context.Context, e *Entry) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.process == nil {
		if err := p.start(); err != nil {
			return err
		}
	}
	began := time.Now()
	line, why, err := p.exchange(ctx, e.Request)
	if err != nil {
		return err
	}
	e.Millis, e.Failure, e.Requests, e.Bytes = time.Since(began).Milliseconds(), why, 1, int64(len(e.Request))
	e.Raw = strings.ToValidUTF8(string(bytes.TrimSpace(line)), "�")
	return nil
}
