package read

import "github.com/seed-7a84ba5f/dyad/internal/decode"

import (
	"github.com/seed-7a84ba5f/dyad/corpus"
)

const bomUTF8 = decode.Mark

// textProblem is what keeps bytes from being text.
type textProblem struct {
	reason    string
	line, col int
	msg       string
}

// decodeText turns the bytes of a file into text and names their encoding, "" for
// UTF-8.
func decodeText(b []byte) (text, encoding string, bad *textProblem) {
	text, encoding, fault := decode.Text(b)
	switch {
	case fault == nil:
		return text, encoding, nil
	case fault.Binary:
		return "", "", &textProblem{corpus.ReasonBinary, fault.Line, fault.Col, fault.Msg}
	}
	return "", "", &textProblem{corpus.ReasonInvalidUTF8, fault.Line, fault.Col, fault.Msg}
}
