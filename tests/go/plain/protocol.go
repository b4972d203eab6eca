// A library that speaks the protocol of the Go original with nothing but Go's standard library, so that tests have
// the real Go runtime wherever there is a Go compiler. Where the original is weak, it is weak in the same way.
package main

/*
#include <stdlib.h>
#include <string.h>
typedef void* (*callback)(long long, void*, long long, long long*, long long*);
static void* call(callback cb, long long command, void* in, long long in_len, long long* out_len, long long* code) {
	return cb(command, in, in_len, out_len, code);
}
*/
import "C"

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"os/signal"
	"runtime"
	"runtime/debug"
	"strconv"
	"syscall"
	"unsafe"
)

const (
	success  = 0
	failed   = 1
	panicked = 5
)

var python C.callback

// failure is what a function panics with to end the call with a code of its own.
type failure struct {
	code int64
	text string
}

// object is an instance of a type.
type object map[string]func([]any) []any

var objects []object

//export RegisterCallback
func RegisterCallback(cb C.callback) {
	if python != nil {
		panic("registered twice")
	}
	python = cb
}

//export FreeMemory
func FreeMemory(memory unsafe.Pointer) {
	C.free(memory)
}

//export Execute
func Execute(request C.longlong, in unsafe.Pointer, inLen C.longlong, outLen *C.longlong, code *C.longlong) unsafe.Pointer {
	if os.Getenv("GOPYLINK_TEST_NO_INIT") != "" {
		// As in the original where nobody has called Init.
		select {}
	}
	// As in the original: what is 2 GiB or more ends the process.
	input := unsafe.Slice((*byte)(in), C.int(inLen))
	result, outcome := run(int64(request)&1023, int64(request)>>10, input)
	*outLen, *code = C.longlong(len(result)), C.longlong(outcome)
	if len(result) == 0 {
		return nil
	}
	memory := C.malloc(C.size_t(len(result)))
	copy(unsafe.Slice((*byte)(memory), len(result)), result)
	return memory
}

func run(command, index int64, input []byte) (result []byte, code int64) {
	defer func() {
		if reason := recover(); reason != nil {
			if known, ok := reason.(failure); ok {
				result, code = []byte(known.text), known.code
				return
			}
			result, _ = json.Marshal(map[string]string{"Message": fmt.Sprint(reason), "Traceback": string(debug.Stack())})
			code = panicked
		}
	}()
	switch command {
	case 0:
		return []byte("{}"), success
	case 2:
		return marshal([][]string{keys(functions), keys(types)}), success
	case 3:
		made, known := types[string(input)]
		if !known {
			panic(failure{failed, "no type " + string(input)})
		}
		return marshal(keys(made.methods)), success
	case 4:
		name, arguments := frame(input)
		if name == "Wire" {
			return encode([]any{arguments}), success
		}
		if name == "Raw" {
			return decode(arguments)[0].([]byte), success
		}
		function, known := functions[name]
		if !known {
			panic("no function " + name)
		}
		return encode(function(decode(arguments))), success
	case 5:
		name, arguments := frame(input)
		made := types[name].construct(decode(arguments))
		// As in the original: two threads here at once get the same number.
		number := len(objects)
		runtime.Gosched()
		objects = append(objects, made)
		return []byte(strconv.Itoa(number)), success
	case 6:
		name, arguments := frame(input)
		if objects[index] == nil {
			panic(failure{failed, "the object is closed"})
		}
		return encode(objects[index][name](decode(arguments))), success
	case 7:
		if objects[index] == nil {
			panic(failure{failed, "the object is closed already"})
		}
		objects[index] = nil
		return nil, success
	}
	panic(failure{failed, "no command " + strconv.FormatInt(command, 10)})
}

func frame(input []byte) (string, []byte) {
	name, rest := unit(input)
	arguments, _ := unit(rest)
	return string(name), arguments
}

func unit(frame []byte) ([]byte, []byte) {
	length := binary.LittleEndian.Uint64(frame)
	return frame[8 : 8+length], frame[8+length:]
}

// ask sends a command to Python.
func ask(command int64, frame []byte) ([]byte, int64) {
	var outLen, code C.longlong
	var in unsafe.Pointer
	if len(frame) > 0 {
		in = unsafe.Pointer(&frame[0])
	}
	result := C.call(python, C.longlong(command), in, C.longlong(len(frame)), &outLen, &code)
	defer C.free(result)
	return C.GoBytes(result, C.int(outLen)), int64(code)
}

func pair(arguments []byte, options map[string]any) []byte {
	if _, given := options["go_ray_arg_pos_to_object"]; !given {
		options["go_ray_arg_pos_to_object"] = map[string]any{}
	}
	var frame []byte
	for _, unit := range [][]byte{arguments, marshal(options)} {
		frame = binary.LittleEndian.AppendUint64(frame, uint64(len(unit)))
		frame = append(frame, unit...)
	}
	return frame
}

func marshal(value any) []byte {
	text, _ := json.Marshal(value)
	return text
}

func keys[T any](of map[string]T) []string {
	names := []string{}
	for name := range of {
		names = append(names, name)
	}
	return names
}

func init() {
	// As in the original: Ctrl-C ends the process with code 0, once this goroutine has come to run.
	go func() {
		interrupts := make(chan os.Signal, 1)
		signal.Notify(interrupts, syscall.SIGINT)
		<-interrupts
		os.Exit(0)
	}()
}

func main() {}
