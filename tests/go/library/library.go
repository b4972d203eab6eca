// A library of the Go original with everything that it has.
package main

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/ray4go/gopylink"
)

type functions struct{}

type Point struct {
	X, Y int
}

type Person struct {
	Name   string
	Age    int
	Home   *Point
	Tags   []string
	Scores map[string]float64
}

func (functions) Noop()                                        {}
func (functions) Hello(name string) string                     { return "Hello " + name }
func (functions) Add(a, b int) int                             { return a + b }
func (functions) EchoAny(value any) any                        { return value }
func (functions) EchoBool(value bool) bool                     { return value }
func (functions) EchoInt8(value int8) int8                     { return value }
func (functions) EchoInt64(value int64) int64                  { return value }
func (functions) EchoUint8(value uint8) uint8                  { return value }
func (functions) EchoUint64(value uint64) uint64               { return value }
func (functions) EchoFloat32(value float32) float32            { return value }
func (functions) EchoFloat64(value float64) float64            { return value }
func (functions) EchoString(value string) string               { return value }
func (functions) EchoBytes(value []byte) []byte                { return value }
func (functions) EchoInts(value []int) []int                   { return value }
func (functions) EchoMap(value map[string]int) map[string]int  { return value }
func (functions) EchoKeys(value map[int]string) map[int]string { return value }
func (functions) EchoPoint(value Point) Point                  { return value }
func (functions) EchoPointer(value *Point) *Point              { return value }
func (functions) EchoPerson(value Person) Person               { return value }
func (functions) EchoPeople(value []Person) []Person           { return value }
func (functions) EchoTime(value time.Time) time.Time           { return value }
func (functions) EchoArray(value [3]int) [3]int                { return value }
func (functions) Divide(a, b int) (int, error) {
	if b == 0 {
		return 0, errors.New("division by zero")
	}
	return a / b, nil
}
func (functions) Several() (int, string, []int) { return 1, "two", []int{3} }
func (functions) Join(separator string, words ...string) string {
	return strings.Join(words, separator)
}
func (functions) Panic(message string)      { panic(message) }
func (functions) PanicError(message string) { panic(fmt.Errorf("wrapped: %w", errors.New(message))) }
func (functions) Sleep(milliseconds int)    { time.Sleep(time.Duration(milliseconds) * time.Millisecond) }

// Calls of Python.

func (functions) CallPython(name string, arguments ...any) any {
	result, err := gopylink.PythonFuncCall(name, arguments...).Get()
	if err != nil {
		panic(err)
	}
	return result
}

func (functions) TryPython(name string) string {
	if _, err := gopylink.PythonFuncCall(name).Get(); err != nil {
		return err.Error()
	}
	return ""
}

func (functions) Multiply(a, b int) int {
	product, err := gopylink.Get[int](gopylink.PythonFuncCall("multiply", a, b))
	if err != nil {
		panic(err)
	}
	return product
}

func (functions) Accumulate(start int, steps []int) (total int) {
	accumulator := gopylink.NewPythonClassInstance("Accumulator", start)
	for _, step := range steps {
		value, err := gopylink.Get[int](accumulator.MethodCall("add", step))
		if err != nil {
			panic(err)
		}
		total = value
	}
	if err := accumulator.Close(); err != nil {
		panic(err)
	}
	if err := accumulator.Close(); err == nil {
		panic("closed twice")
	}
	return total
}

func (functions) Goroutines(name string, count int) int {
	var group sync.WaitGroup
	results := make([]int, count)
	for number := range results {
		group.Add(1)
		go func(number int) {
			defer group.Done()
			results[number], _ = gopylink.Get[int](gopylink.PythonFuncCall(name, number))
		}(number)
	}
	group.Wait()
	sum := 0
	for _, result := range results {
		sum += result
	}
	return sum
}

type classes struct{}

type Counter struct {
	value int
}

func (classes) Counter(initial int) *Counter { return &Counter{value: initial} }

func (c *Counter) Incr(n int) int   { c.value += n; return c.value }
func (c *Counter) Value() int       { return c.value }
func (c *Counter) Pair() (int, int) { return c.value, -c.value }
func (c *Counter) Sum(numbers ...int) int {
	for _, number := range numbers {
		c.value += number
	}
	return c.value
}
func (c *Counter) Fail() { panic(fmt.Sprintf("counter at %d", c.value)) }

// Nothing's constructor makes nothing.
func (classes) Nothing() *Counter { return nil }

func init() {
	gopylink.Init(functions{}, classes{})
}

func main() {}
