module other

go 1.21
