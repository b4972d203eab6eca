// The library as it was, written with github.com/ray4go/gopylink.
package main

import (
	"strings"

	"github.com/ray4go/gopylink"
)

type functions struct{}

type Person struct {
	Name string
	Tags []string
}

func (functions) Hello(name string) string {
	return "Hello " + name
}

func (functions) Join(separator string, words ...string) string {
	return strings.Join(words, separator)
}

func (functions) Range(numbers []int) (int, int) {
	if len(numbers) == 0 {
		panic("no numbers")
	}
	low, high := numbers[0], numbers[0]
	for _, number := range numbers {
		low, high = min(low, number), max(high, number)
	}
	return low, high
}

func (functions) CountWords(text string) map[string]int {
	counts := map[string]int{}
	for _, word := range strings.Fields(text) {
		counts[word]++
	}
	return counts
}

func (functions) Describe(person Person) string {
	return person.Name + ": " + strings.Join(person.Tags, ", ")
}

func (functions) Reverse(data []byte) []byte {
	reversed := make([]byte, len(data))
	for index, value := range data {
		reversed[len(data)-1-index] = value
	}
	return reversed
}

// Greet has Python greet each.
func (functions) Greet(names []string) []string {
	greetings := []string{}
	for _, name := range names {
		greeting, err := gopylink.Get[string](gopylink.PythonFuncCall("greet", name))
		if err != nil {
			panic(err)
		}
		greetings = append(greetings, greeting)
	}
	return greetings
}

// Total has an instance of a Python class add up.
func (functions) Total(prices map[string]float64) float64 {
	basket := gopylink.NewPythonClassInstance("Basket")
	defer basket.Close()
	for name, price := range prices {
		if _, err := basket.MethodCall("add", name, price).Get(); err != nil {
			panic(err)
		}
	}
	total, err := gopylink.Get[float64](basket.MethodCall("total"))
	if err != nil {
		panic(err)
	}
	return total
}

type classes struct{}

type Counter struct {
	value int
}

func (classes) Counter(initial int) *Counter {
	return &Counter{value: initial}
}

func (c *Counter) Incr(n int) int {
	c.value += n
	return c.value
}

func (c *Counter) Value() int {
	return c.value
}

func init() {
	gopylink.Init(functions{}, classes{})
}

func main() {}
