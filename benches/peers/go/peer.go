// The benchmarked functions, as a library of the Go original. Their bodies are those of benches/bodies, in Go.
package main

import (
	"fmt"
	"strings"

	"github.com/ray4go/gopylink"
)

type Record struct {
	Id     int64   `codec:"id"`
	Name   string  `codec:"name"`
	Score  float64 `codec:"score"`
	Active bool    `codec:"active"`
}

type Nested map[string]map[string][]int64

type Functions struct{}

func (Functions) Noop() {}

func (Functions) Add(a, b int64) int64 { return a + b }

func (Functions) Hello(name string) string { return "Hello " + name }

// The original has no error results: what fails panics.
func (Functions) Fail(text string) int64 {
	if text == "" {
		return 0
	}
	panic("failed on " + text)
}

func (Functions) Panic(text string) { panic("panicked on " + text) }

func (Functions) SumInts(values []int64) int64 {
	var total int64
	for _, value := range values {
		total += value
	}
	return total
}

func (Functions) MakeInts(count int) []int64 {
	values := make([]int64, count)
	for index := range values {
		values[index] = int64(index)
	}
	return values
}

func (Functions) EchoInts(values []int64) []int64 { return values }

func (Functions) SumFloats(values []float64) float64 {
	var total float64
	for _, value := range values {
		total += value
	}
	return total
}

func (Functions) MakeFloats(count int) []float64 {
	values := make([]float64, count)
	for index := range values {
		values[index] = float64(index) / 2
	}
	return values
}

func (Functions) EchoFloats(values []float64) []float64 { return values }

func (Functions) SumStrings(values []string) int {
	total := 0
	for _, value := range values {
		total += len(value)
	}
	return total
}

func (Functions) MakeStrings(count int) []string {
	values := make([]string, count)
	for index := range values {
		values[index] = fmt.Sprintf("text %08d", index)
	}
	return values
}

func (Functions) EchoStrings(values []string) []string { return values }

func (Functions) SumRecords(values []Record) float64 {
	var total float64
	for _, value := range values {
		total += value.Score
	}
	return total
}

func (Functions) MakeRecords(count int) []Record {
	values := make([]Record, count)
	for index := range values {
		values[index] = Record{int64(index), fmt.Sprintf("name %06d", index), float64(index) / 4, index%2 == 0}
	}
	return values
}

func (Functions) EchoRecords(values []Record) []Record { return values }

func (Functions) EchoRecord(value Record) Record { return value }

func (Functions) SumNested(values Nested) int64 {
	var total int64
	for _, inner := range values {
		for _, numbers := range inner {
			for _, number := range numbers {
				total += number
			}
		}
	}
	return total
}

func (Functions) MakeNested(count int) Nested {
	values := make(Nested, count)
	for outer := 0; outer < count; outer++ {
		inner := make(map[string][]int64, 5)
		for index := 0; index < 5; index++ {
			inner[fmt.Sprintf("inner %d", index)] = []int64{int64(outer), int64(index), int64(outer + index)}
		}
		values[fmt.Sprintf("outer %05d", outer)] = inner
	}
	return values
}

func (Functions) EchoNested(values Nested) Nested { return values }

func (Functions) MeasureBytes(data []byte) int {
	if len(data) == 0 {
		return 0
	}
	return len(data) + int(data[len(data)-1])
}

func (Functions) MakeBytes(count int) []byte {
	data := make([]byte, count)
	if count > 1 {
		data[0], data[count-1] = 1, 2
	}
	return data
}

func (Functions) EchoBytes(data []byte) []byte { return data }

func (Functions) MeasureText(text string) int { return len(text) }

func (Functions) MakeText(count int) string { return strings.Repeat("x", count) }

func (Functions) EchoText(text string) string { return text }

func call(count int64) int64 {
	var total int64
	for number := int64(0); number < count; number++ {
		doubled, err := gopylink.Get[int64](gopylink.PythonFuncCall("double", number))
		if err != nil {
			panic(err)
		}
		total += doubled
	}
	return total
}

func method(count int64) int64 {
	tally := gopylink.NewPythonClassInstance("Tally", 0)
	defer tally.Close()
	var total int64
	for number := int64(0); number < count; number++ {
		value, err := gopylink.Get[int64](tally.MethodCall("incr", 1))
		if err != nil {
			panic(err)
		}
		total = value
	}
	return total
}

func construct(count int64) int64 {
	for number := int64(0); number < count; number++ {
		tally := gopylink.NewPythonClassInstance("Tally", number)
		tally.Close()
	}
	return count
}

func onGoroutine(work func(int64) int64, count int64) int64 {
	total := make(chan int64)
	go func() { total <- work(count) }()
	return <-total
}

func (Functions) CallDetached(count int64) int64 { return call(count) }

func (Functions) CallFromThread(count int64) int64 { return onGoroutine(call, count) }

func (Functions) MethodDetached(count int64) int64 { return method(count) }

func (Functions) MethodFromThread(count int64) int64 { return onGoroutine(method, count) }

func (Functions) ConstructDetached(count int64) int64 { return construct(count) }

func (Functions) ConstructFromThread(count int64) int64 { return onGoroutine(construct, count) }

type Counter struct{ value int64 }

func (c *Counter) Incr(n int64) int64 {
	c.value += n
	return c.value
}

func (c *Counter) Value() int64 { return c.value }

type Classes struct{}

func (Classes) Counter(initial int64) *Counter { return &Counter{value: initial} }

func init() {
	gopylink.Init(Functions{}, Classes{})
}

func main() {}
