// Package browser tests report.html in a real browser: that it loads without
// a complaint and without a request, that its figures are those of the tables,
// that each mark leads to its judgments, that it can be used by keyboard, read
// by a screen reader, printed, and seen light and dark, that text of an
// article does nothing, and how fast it is with many judgments.
//
// It is a module of its own, since a browser's protocol is a large dependency
// that the program does not need. The tests are skipped, and say so, where
// there is no Chromium: install it with `apt-get install chromium`, or name it
// in DYAD_CHROMIUM.
//
//	cd report/browser && go test ./...
//	go test -bench . -run '^$'     # the time until chart and filter can be used
//
// The check of accessibility is axe-core 4.14.1 (Deque Systems, MPL-2.0), which
// is used as published and is in axe.min.js.gz.
package browser
