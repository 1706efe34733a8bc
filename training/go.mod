module github.com/seed-7a84ba5f/dyad/training

go 1.26.0
