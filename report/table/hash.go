package table

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
)

// HashFile describes the file at path as an input of the given name.
func HashFile(path, name string) (Input, error) {
	f, err := os.Open(path)
	if err != nil {
		return Input{}, err
	}
	defer f.Close()
	h := sha256.New()
	n, err := io.Copy(h, f)
	if err != nil {
		return Input{}, err
	}
	return Input{Path: name, SHA256: hex.EncodeToString(h.Sum(nil)), Size: n}, nil
}

// ShortHash is the beginning of a hash, enough to tell two apart by eye.
func ShortHash(hash string) string { return hash[:min(12, len(hash))] }
