package encoder_test

import (
	"fmt"

	"github.com/seed-7a84ba5f/dyad/encoder"
)

func ExampleTokenizer_Encode() {
	tok, err := encoder.NewTokenizer([]string{"[UNK]", "[CLS]", "[SEP]", "the", "tal", "##iban", "spoke", "."})
	if err != nil {
		fmt.Println(err)
		return
	}
	text := "The Taliban spoke."
	for _, t := range tok.Encode(text) {
		fmt.Println(t.ID, text[t.Start:t.End])
	}
	// Output:
	// 3 The
	// 4 Tal
	// 5 iban
	// 6 spoke
	// 7 .
}
