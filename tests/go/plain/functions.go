package main

import (
	"encoding/binary"
	"fmt"
	"os"
	"strings"
	"sync"
	"time"
)

// functions take what has come and return what is to be sent. Wire and Raw, which see the bytes, are known to run.
var functions map[string]func([]any) []any

// types are constructed by a function.
var types map[string]class

type class struct {
	construct func([]any) object
	methods   map[string]bool
}

func init() {
	functions = map[string]func([]any) []any{
		"Wire":    nil,
		"Raw":     nil,
		"Noop":    func([]any) []any { return nil },
		"Echo":    func(arguments []any) []any { return arguments },
		"Hello":   func(arguments []any) []any { return []any{"Hello " + arguments[0].(string)} },
		"Add":     func(arguments []any) []any { return []any{integer(arguments[0]) + integer(arguments[1])} },
		"Several": func([]any) []any { return []any{1, "two", nil} },
		"Join": func(arguments []any) []any {
			words := []string{}
			for _, word := range arguments[1:] {
				words = append(words, word.(string))
			}
			return []any{strings.Join(words, arguments[0].(string))}
		},
		"Panic": func(arguments []any) []any { panic(arguments[0]) },
		"Fail":  func(arguments []any) []any { panic(failure{integer(arguments[0]), arguments[1].(string)}) },
		"Sleep": func(arguments []any) []any {
			time.Sleep(time.Duration(integer(arguments[0])) * time.Millisecond)
			return nil
		},
		"Bytes": func(arguments []any) []any { return []any{make([]byte, integer(arguments[0]))} },
		"Pid":   func([]any) []any { return []any{os.Getpid()} },

		// Calls of Python.
		"CallPython": func(arguments []any) []any { return callPython(arguments[0].(string), arguments[1:]) },
		"TryPython": func(arguments []any) []any {
			options := map[string]any{"goray_task_name": arguments[0]}
			result, code := ask(0, pair(encode(arguments[1:]), options))
			return []any{code, string(result)}
		},
		"Code": func(arguments []any) []any {
			options := map[string]any{"func_code": arguments[0]}
			result, code := ask(1, pair(encode(arguments[1:]), options))
			return value(result, code)
		},
		"NewPython": func(arguments []any) []any {
			options := map[string]any{"goray_actor_type_name": arguments[0]}
			result, code := ask(2, pair(encode(arguments[1:]), options))
			if code != success {
				panic(string(result))
			}
			return []any{binary.LittleEndian.Uint64(result)}
		},
		"MethodPython": func(arguments []any) []any {
			options := map[string]any{"goray_py_local_actor_id": arguments[0], "goray_task_name": arguments[1]}
			result, code := ask(3, pair(encode(arguments[2:]), options))
			return value(result, code)
		},
		"ClosePython": func(arguments []any) []any {
			result, code := ask(4, marshal(map[string]any{"goray_py_local_actor_id": arguments[0]}))
			return []any{code, string(result)}
		},
		"Ask": func(arguments []any) []any {
			result, code := ask(integer(arguments[0]), arguments[1].([]byte))
			return []any{code, string(result)}
		},
		"WithReference": func(arguments []any) []any {
			references := map[string]any{"0": map[string]any{"id": 1, "auto_release": true}}
			options := map[string]any{"goray_task_name": arguments[0], "go_ray_arg_pos_to_object": references}
			result, code := ask(0, pair(nil, options))
			return []any{code, string(result)}
		},
		"Goroutines": goroutines,
		"Forever": func(arguments []any) []any {
			for number := int64(0); number < integer(arguments[1]); number++ {
				go func() {
					for {
						ask(0, pair(nil, map[string]any{"goray_task_name": arguments[0]}))
					}
				}()
			}
			return nil
		},
	}
	types = map[string]class{
		"Counter": {counter, map[string]bool{"Incr": true, "Value": true, "Panic": true, "Apply": true}},
		"Waiting": {waiting, map[string]bool{"Value": true}},
		"Nested":  {nested, map[string]bool{"Value": true}},
	}
}

func counter(arguments []any) object {
	value := integer(arguments[0])
	return object{
		"Incr":  func(arguments []any) []any { value += integer(arguments[0]); return []any{value} },
		"Value": func([]any) []any { return []any{value} },
		"Panic": func(arguments []any) []any { panic(arguments[0]) },
		"Apply": func(arguments []any) []any { return callPython(arguments[0].(string), []any{value}) },
	}
}

// nested calls Python while it makes its object.
func nested(arguments []any) object {
	made := callPython(arguments[0].(string), arguments[1:])
	return object{"Value": func([]any) []any { return made }}
}

// waiting waits for a call of Python by another thread while it makes its object.
func waiting(arguments []any) object {
	result := make(chan string)
	go func() {
		text, _ := ask(0, pair(nil, map[string]any{"goray_task_name": arguments[0]}))
		result <- string(text)
	}()
	text := <-result
	return object{"Value": func([]any) []any { return []any{text} }}
}

// goroutines has several goroutines call a Python function several times each, and sums the results up.
func goroutines(arguments []any) []any {
	name, count, times := arguments[0].(string), integer(arguments[1]), integer(arguments[2])
	var group sync.WaitGroup
	var lock sync.Mutex
	sum := int64(0)
	for number := int64(0); number < count; number++ {
		group.Add(1)
		go func(number int64) {
			defer group.Done()
			for time := int64(0); time < times; time++ {
				result := integer(callPython(name, []any{number, time})[0])
				lock.Lock()
				sum += result
				lock.Unlock()
			}
		}(number)
	}
	group.Wait()
	return []any{sum}
}

func callPython(name string, arguments []any) []any {
	return value(ask(0, pair(encode(arguments), map[string]any{"goray_task_name": name})))
}

func value(result []byte, code int64) []any {
	if code != success {
		panic(string(result))
	}
	return decode(result)
}

func integer(value any) int64 {
	switch value := value.(type) {
	case int64:
		return value
	case uint64:
		return int64(value)
	}
	panic(fmt.Sprintf("%T is no integer", value))
}
