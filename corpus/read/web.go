package read

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"iter"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/http"
	"net/mail"
	"net/textproto"
	"strconv"
	"strings"

	"github.com/klauspost/compress/gzip"

	"github.com/seed-7a84ba5f/dyad/corpus"
)

func looksLikeWARC(head []byte, _ string) bool { return bytes.HasPrefix(head, []byte("WARC/")) }

// readWARC reads the pages of a web archive: every answer of a server that is
// a page and was found. Other records (requests, pictures, moved pages) are
// counted and told once.
func readWARC(in *input) iter.Seq2[*corpus.Record, error] {
	return func(yield func(*corpus.Record, error) bool) {
		passed, pages := 0, 0
		for n := 1; ; n++ {
			head, body, err := in.warcRecord(n)
			if errors.Is(err, io.EOF) {
				break
			}
			var p *corpus.Problem
			if err != nil && !errors.As(err, &p) {
				yield(nil, err)
				return
			}
			if err != nil {
				if !yield(nil, err) || !in.nextWARC() {
					break
				}
				continue
			}
			page := warcPage(head, body)
			if page == nil {
				passed++
				continue
			}
			pages++
			if !in.webPage(page, head.Get("WARC-Target-URI"), n, "record", yield) {
				return
			}
		}
		switch {
		case pages == 0:
			yield(nil, in.lost(0, 0, corpus.ReasonNoText, "is a web archive without a page that was found (%d other records)", passed))
		case passed > 0:
			yield(nil, in.note(0, corpus.ReasonUnsupported, "%d records of the web archive are no pages (requests, pictures, pages that moved or were not found), and were passed over", passed))
		}
	}
}

// warcRecord reads one record. io.EOF says that there is none left.
func (in *input) warcRecord(n int) (textproto.MIMEHeader, []byte, error) {
	for { // records are parted by empty lines
		b, err := in.r.Peek(1)
		if err != nil {
			return nil, nil, io.EOF
		}
		if b[0] != '\r' && b[0] != '\n' {
			break
		}
		_, _ = in.r.Discard(1)
	}
	line, _, err := readLine(in.r, 1<<10)
	if !bytes.HasPrefix(line, []byte("WARC/")) {
		return nil, nil, in.lost(n, 0, corpus.ReasonExport, "record %d of the web archive does not begin with WARC/, and was passed over", n)
	}
	if err != nil {
		return nil, nil, in.lost(n, 0, corpus.ReasonExport, "record %d of the web archive breaks off", n)
	}
	head, err := textproto.NewReader(bufio.NewReaderSize(&headLines{r: in.r}, 4096)).ReadMIMEHeader()
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, nil, in.lost(n, 0, corpus.ReasonExport, "record %d of the web archive has no sound header: %v", n, err)
	}
	size, err := strconv.ParseInt(strings.TrimSpace(head.Get("Content-Length")), 10, 64)
	if err != nil || size < 0 {
		return nil, nil, in.lost(n, 0, corpus.ReasonExport, "record %d of the web archive does not say how long it is", n)
	}
	if size > in.limit {
		_, _ = io.CopyN(io.Discard, in.r, size)
		return nil, nil, in.lost(n, 0, corpus.ReasonTooLarge, "record %d of the web archive is longer than %d bytes", n, in.limit)
	}
	var body bytes.Buffer
	if got, err := io.CopyN(&body, in.r, size); err != nil {
		return nil, nil, in.lost(n, 0, corpus.ReasonExport, "record %d of the web archive breaks off: %d of %d bytes", n, got, size)
	}
	return head, body.Bytes(), nil
}

// headLines gives the lines of a header and nothing behind its empty line.
type headLines struct {
	r     *bufio.Reader
	left  []byte
	ended bool
	total int
}

const maxHeader = 64 << 10 // bytes of a record's header

func (h *headLines) Read(p []byte) (int, error) {
	if len(h.left) == 0 {
		if h.ended || h.total > maxHeader {
			return 0, io.EOF
		}
		line, _, err := readLine(h.r, maxHeader)
		if h.total += len(line); err != nil {
			return 0, io.EOF
		}
		h.left, h.ended = line, len(bytes.TrimSpace(line)) == 0
	}
	n := copy(p, h.left)
	h.left = h.left[n:]
	return n, nil
}

// nextWARC goes to the next line that begins a record.
func (in *input) nextWARC() bool {
	for {
		b, err := in.r.Peek(5)
		if err != nil {
			return false
		}
		if string(b) == "WARC/" {
			return true
		}
		if _, _, err := readLine(in.r, 1<<10); err != nil {
			return false
		}
	}
}

// warcPage gives the page that a server answered with, or nil.
func warcPage(head textproto.MIMEHeader, body []byte) []byte {
	switch strings.ToLower(head.Get("WARC-Type")) {
	case "response":
		answer, err := http.ReadResponse(bufio.NewReader(bytes.NewReader(body)), nil)
		if err != nil || answer.StatusCode != http.StatusOK || !isPage(answer.Header.Get("Content-Type")) {
			return nil
		}
		defer answer.Body.Close()
		page, err := io.ReadAll(io.LimitReader(answer.Body, maxPage+1))
		if err != nil && len(page) == 0 {
			return nil
		}
		if strings.EqualFold(answer.Header.Get("Content-Encoding"), "gzip") && looksLikeGzip(page, "") {
			if z, err := gzip.NewReader(bytes.NewReader(page)); err == nil {
				page, _ = io.ReadAll(io.LimitReader(z, maxPage+1))
			}
		}
		return page
	case "resource", "conversion":
		if isPage(head.Get("Content-Type")) {
			return body
		}
	}
	return nil
}

func isPage(contentType string) bool {
	kind, _, _ := mime.ParseMediaType(contentType)
	return kind == "text/html" || kind == "application/xhtml+xml"
}

// webPage reads a page that an archive kept, with the address it was found at.
func (in *input) webPage(page []byte, url string, n int, name string, yield func(*corpus.Record, error) bool) bool {
	place := func(p *corpus.Problem) *corpus.Problem {
		p.Line = max(p.Line, n)
		return p
	}
	if len(page) > maxPage {
		return yield(nil, in.lost(n, 0, corpus.ReasonTooLarge, "%s %d is a page of more than %d bytes, and is not read", name, n, maxPage))
	}
	text, encoding, bad := decodePage(page)
	if bad != nil {
		return yield(nil, in.lost(n, 0, bad.reason, "%s %d %s", name, n, bad.msg))
	}
	r, err := in.page(text)
	var p *corpus.Problem
	if errors.As(err, &p) {
		p.Msg = fmt.Sprintf("%s %d: %s", name, n, p.Msg)
		return yield(nil, place(p))
	}
	if err != nil {
		return yield(nil, err)
	}
	r.Line = n
	if url = strings.Trim(url, "<>"); url != "" && !r.URL.Known() {
		r.URL = corpus.Fact{Value: url, Method: corpus.ByRecord, Evidence: fmt.Sprintf("%s %d: address", name, n)}
	}
	if encoding != "" {
		r.Problem(n, corpus.ReasonEncoding, "is not UTF-8 and was read as %s", encoding)
	}
	return yield(r, nil)
}

// looksLikeMHTML: the header of a mail, with a page and what belongs to it.
func looksLikeMHTML(head []byte, ext string) bool {
	if ext == ".mhtml" || ext == ".mht" {
		return true
	}
	h, _, _ := bytes.Cut(firstBytes(head, 8192), []byte("\r\n\r\n"))
	h, _, _ = bytes.Cut(h, []byte("\n\n"))
	lower := bytes.ToLower(h)
	return bytes.Contains(lower, []byte("mime-version:")) && bytes.Contains(lower, []byte("multipart/related"))
}

// readMHTML reads a page that a browser saved with all that belongs to it.
func readMHTML(in *input) iter.Seq2[*corpus.Record, error] {
	return func(yield func(*corpus.Record, error) bool) {
		b, err := in.all()
		if err != nil {
			yield(nil, err)
			return
		}
		page, url, err := mhtmlPage(b)
		if err != nil {
			yield(nil, in.lost(0, 0, corpus.ReasonPage, "is not a sound saved page (MHTML): %v", err))
			return
		}
		in.webPage(page, url, 1, "page", yield)
	}
}

// mhtmlPage gives the first part that is a page, and its address.
func mhtmlPage(b []byte) (page []byte, url string, err error) {
	m, err := mail.ReadMessage(bytes.NewReader(bytes.TrimPrefix(b, []byte(bomUTF8))))
	if err != nil {
		return nil, "", err
	}
	url = m.Header.Get("Snapshot-Content-Location")
	kind, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil {
		return nil, "", err
	}
	if isPage(kind) {
		page, err := decodedPart(m.Body, m.Header.Get("Content-Transfer-Encoding"))
		return page, url, err
	}
	parts := multipart.NewReader(m.Body, params["boundary"])
	for {
		part, err := parts.NextRawPart()
		if err != nil {
			return nil, "", fmt.Errorf("it holds no page: %w", err)
		}
		if !isPage(part.Header.Get("Content-Type")) {
			continue
		}
		if url == "" {
			url = part.Header.Get("Content-Location")
		}
		page, err := decodedPart(part, part.Header.Get("Content-Transfer-Encoding"))
		if len(page) > 0 {
			err = nil // what was cut is as good as its beginning
		}
		return page, url, err
	}
}

func decodedPart(r io.Reader, encoding string) ([]byte, error) {
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "quoted-printable":
		r = quotedprintable.NewReader(r)
	case "base64":
		r = base64.NewDecoder(base64.StdEncoding, r)
	}
	return io.ReadAll(io.LimitReader(r, maxPage+1))
}
