module github.com/seed-7a84ba5f/dyad/training

go 1.26.0

require github.com/seed-7a84ba5f/dyad v0.0.0

require (
	github.com/goccy/go-yaml v1.19.2 // indirect
	github.com/google/go-cmp v0.7.0 // indirect
	github.com/klauspost/compress v1.20.3 // indirect
	golang.org/x/sys v0.49.0 // indirect
)

replace github.com/seed-7a84ba5f/dyad => ../
