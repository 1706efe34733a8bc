package table

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"time"
)

// Format gives a value as it stands in a CSV cell, without guard; "" where it
// is missing.
func (f *Field[T]) Format(r *T) string {
	if f.known != nil && !f.known(r) {
		return ""
	}
	switch v := f.at(r).(type) {
	case *string:
		return OneLine(*v)
	case *int:
		return strconv.Itoa(*v)
	case *uint64:
		return strconv.FormatUint(*v, 10)
	case *bool:
		return strconv.FormatBool(*v)
	case *Num:
		if v.Known {
			return strconv.FormatFloat(v.Value, 'f', f.Decimals, 64)
		}
	}
	return ""
}

// value gives a value by its type, nil where it is missing; an empty text is
// missing.
func (f *Field[T]) value(r *T) any {
	if f.known != nil && !f.known(r) {
		return nil
	}
	switch v := f.at(r).(type) {
	case *string:
		if *v != "" {
			return *v
		}
	case *int:
		return int64(*v)
	case *uint64:
		return *v
	case *bool:
		return *v
	case *Num:
		if v.Known {
			return v.Value
		}
	}
	return nil
}

// appendJSON writes a value as JSON, null where it is missing.
func (f *Field[T]) appendJSON(b []byte, r *T) []byte {
	if s, ok := f.at(r).(*string); ok {
		if *s == "" {
			return append(b, "null"...)
		}
		return AppendString(b, *s)
	}
	if s := f.Format(r); s != "" {
		return append(b, s...)
	}
	return append(b, "null"...)
}

// AppendString writes a JSON string; text in a row is valid UTF-8.
func AppendString(b []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c < 0x20 || c == '"' || c == '\\' || c >= 0x7f {
			return appendQuoted(b, s)
		}
	}
	b = append(b, '"')
	b = append(b, s...)
	return append(b, '"')
}

func appendQuoted(b []byte, s string) []byte {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(s); err != nil {
		return append(b, `""`...) // a string always encodes
	}
	return append(b, bytes.TrimRight(buf.Bytes(), "\n")...)
}

// scan reads a value from the text of a cell; "" is missing.
func (f *Field[T]) scan(r *T, s string) error {
	switch v := f.at(r).(type) {
	case *string:
		if f.Type == Date && s != "" {
			if _, err := time.Parse(time.DateOnly, s); err != nil {
				return fmt.Errorf("%s: %q is no date of the form 2006-01-02", f.Name, s)
			}
		}
		*v = Valid(s)
		return nil
	case *Num:
		return f.scanNum(v, s)
	default:
		return f.scanPlain(v, s)
	}
}

// scanPlain reads what cannot be missing unless its field says so.
func (f *Field[T]) scanPlain(to any, s string) (err error) {
	if s == "" {
		if f.known == nil {
			return fmt.Errorf("%s: is empty", f.Name)
		}
		return nil
	}
	switch v := to.(type) {
	case *int:
		if *v, err = strconv.Atoi(s); err != nil || *v < 0 {
			return fmt.Errorf("%s: %q is no whole number from 0 up", f.Name, s)
		}
	case *uint64:
		if *v, err = strconv.ParseUint(s, 10, 64); err != nil {
			return fmt.Errorf("%s: %q is no whole number from 0 up", f.Name, s)
		}
	case *bool:
		switch s {
		case "true", "TRUE", "True": // spreadsheets write TRUE
			*v = true
		case "false", "FALSE", "False":
			*v = false
		default:
			return fmt.Errorf("%s: %q is neither true nor false", f.Name, s)
		}
	}
	return nil
}

func (f *Field[T]) scanNum(to *Num, s string) error {
	if s == "" {
		*to = Num{}
		return nil
	}
	x, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsNaN(x) || math.IsInf(x, 0) {
		return fmt.Errorf("%s: %q is no number", f.Name, s)
	}
	if x < f.Low || x > f.High {
		return fmt.Errorf("%s: %s is not %s", f.Name, s, f.Range)
	}
	*to = Rounded(x, f.Decimals)
	return nil
}

// scanJSON reads a value from JSON.
func (f *Field[T]) scanJSON(r *T, raw []byte) error {
	isText := f.Type == Text || f.Type == Date
	switch {
	case string(raw) == "null":
		return f.scan(r, "")
	case raw[0] == '"' && isText:
		s, err := unquote(raw)
		if err != nil {
			return fmt.Errorf("%s: %w", f.Name, err)
		}
		return f.scan(r, s)
	case raw[0] == '"' || isText || raw[0] == '{' || raw[0] == '[':
		return fmt.Errorf("%s: %.40s is no %s", f.Name, raw, f.Type)
	}
	return f.scan(r, string(raw))
}

// unquote reads a JSON string that is known to be well formed.
func unquote(raw []byte) (string, error) {
	if bytes.IndexByte(raw, '\\') < 0 {
		return string(raw[1 : len(raw)-1]), nil
	}
	var s string
	err := json.Unmarshal(raw, &s)
	return s, err
}
