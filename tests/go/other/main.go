// A Go library that has nothing to do with gopylink.
package main

import "C"

//export Twice
func Twice(number C.int) C.int {
	return 2 * number
}

func main() {}
