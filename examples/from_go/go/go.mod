module from_go

go 1.21

require github.com/ray4go/gopylink v1.0.2
