package browser

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// tab is a page in the browser, and what it complained of or asked for.
type tab struct {
	t   testing.TB
	ctx context.Context

	mu         sync.Mutex
	complaints []string
	requests   []string
}

// look says how a page is to be opened.
type look struct {
	width    int64
	dark     bool
	noScript bool
}

// chromium finds the browser, or skips the test.
func chromium(t testing.TB) string {
	t.Helper()
	for _, name := range []string{os.Getenv("DYAD_CHROMIUM"), "chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); name != "" && err == nil {
			return path
		}
	}
	t.Skip("no browser is here: the page was not tested in one (apt-get install chromium, or set DYAD_CHROMIUM)")
	return ""
}

// newBrowser starts a browser for a test; tabs are opened in it.
func newBrowser(t testing.TB) context.Context {
	t.Helper()
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox, chromedp.ExecPath(chromium(t)))
	alloc, stop := chromedp.NewExecAllocator(context.Background(), opts...)
	ctx, closeAll := chromedp.NewContext(alloc)
	t.Cleanup(func() { closeAll(); stop() })
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("the browser does not start: %v", err)
	}
	return ctx
}

// open opens a file and waits until its scripts have done their work.
func open(t testing.TB, in context.Context, file string, l look) *tab {
	t.Helper()
	ctx, done := chromedp.NewContext(in)
	ctx, cancel := context.WithTimeout(ctx, 5*time.Minute)
	t.Cleanup(func() { cancel(); done() })
	b := &tab{t: t, ctx: ctx}
	b.do(chromedp.Steps())
	b.must(chromedp.Listen(ctx, b.hear))
	call(b, network.Enable, network.EnableParams{})
	call(b, cdplog.Enable, cdp.Empty{})
	call(b, page.Enable, page.EnableParams{})
	scheme := "light"
	if l.dark {
		scheme = "dark"
	}
	call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
	call(b, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: l.noScript})
	if l.width == 0 {
		l.width = 1280
	}
	b.do(chromedp.EmulateViewport(l.width, 900), chromedp.Navigate(address(file)))
	if !l.noScript {
		b.waitFor(`document.documentElement.dataset.ready === "all"`)
	}
	return b
}

func address(file string) string {
	abs, err := filepath.Abs(file)
	if err != nil {
		return file
	}
	return (&url.URL{Scheme: "file", Path: filepath.ToSlash(abs)}).String()
}

// hear keeps what a page should not do: write to the console, fail, open a
// dialog, or ask for anything but itself and what it made.
func (b *tab) hear(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventConsoleAPICalled:
		text, _ := json.Marshal(e.Args)
		b.complaints = append(b.complaints, fmt.Sprintf("console.%s %s", e.Type, text))
	case *runtime.EventExceptionThrown:
		text, _ := json.Marshal(e.ExceptionDetails)
		b.complaints = append(b.complaints, "exception "+string(text))
	case *cdplog.EventEntryAdded:
		b.complaints = append(b.complaints, "log "+e.Entry.Text)
	case *page.EventJavascriptDialogOpening:
		b.complaints = append(b.complaints, "dialog "+e.Message)
	case *network.EventRequestWillBeSent:
		if u := e.Request.URL; !strings.HasPrefix(u, "blob:") && !strings.HasPrefix(u, "data:") {
			b.requests = append(b.requests, u)
		}
	}
}

// isCalm fails the test where the page complained of something or asked for
// anything beside the file itself.
func (b *tab) isCalm(file string) {
	b.t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, c := range b.complaints {
		b.t.Errorf("the page complains: %.400s", c)
	}
	for _, r := range b.requests {
		if r != address(file) {
			b.t.Errorf("the page asks for %s", r)
		}
	}
	if !slices.Contains(b.requests, address(file)) {
		b.t.Errorf("the test does not even see the page itself among %q", b.requests)
	}
}

func (b *tab) must(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
}

func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	b.must(chromedp.Do(b.ctx, steps...))
}

func call[P, R any](b *tab, c cdp.Command[P, R], params P) R {
	b.t.Helper()
	r, err := chromedp.Call(b.ctx, c, params)
	b.must(err)
	return r
}

// eval evaluates an expression in the page; the page's policy does not hold
// for what a test asks.
func eval[T any](b *tab, js string) T {
	b.t.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](js, chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatalf("%.80s: %v", js, err)
	}
	return v
}

func (b *tab) waitFor(js string) {
	b.t.Helper()
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(30 * time.Millisecond) {
		if eval[bool](b, js) {
			return
		}
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.t.Fatalf("%s does not come true; complaints: %q", js, b.complaints)
}

func (b *tab) press(keys string) { b.t.Helper(); b.do(chromedp.KeyEvent(keys)) }

// downloads gives the folder that the browser's downloads go to.
func (b *tab) downloads() string {
	b.t.Helper()
	dir := b.t.TempDir()
	_, err := chromedp.CallBrowser(b.ctx, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{Behavior: browser.SetDownloadBehaviorBehaviorAllow, DownloadPath: dir})
	b.must(err)
	return dir
}

// downloaded asks for a file of a figure, waits for it and reads it. A busy
// browser loses a download now and then: it is asked for again.
func (b *tab) downloaded(dir, figure, ending string, ask func()) []byte {
	b.t.Helper()
	asked := time.Time{}
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if time.Since(asked) > 12*time.Second {
			ask()
			asked = time.Now()
		}
		names, _ := filepath.Glob(filepath.Join(dir, figure+"-*"+ending))
		if len(names) == 0 {
			continue
		}
		data, err := os.ReadFile(names[0])
		b.must(err)
		if len(data) > 0 {
			b.must(os.Remove(names[0]))
			return data
		}
	}
	b.t.Fatalf("nothing that ends in %s was downloaded", ending)
	return nil
}
