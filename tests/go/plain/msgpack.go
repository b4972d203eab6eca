package main

import (
	"encoding/binary"
	"fmt"
	"math"
)

func encode(values []any) []byte {
	var out []byte
	for _, value := range values {
		out = appendValue(out, value)
	}
	return out
}

func appendValue(out []byte, value any) []byte {
	switch value := value.(type) {
	case nil:
		return append(out, 0xc0)
	case bool:
		if value {
			return append(out, 0xc3)
		}
		return append(out, 0xc2)
	case int:
		return appendValue(out, int64(value))
	case int64:
		return binary.BigEndian.AppendUint64(append(out, 0xd3), uint64(value))
	case uint64:
		return binary.BigEndian.AppendUint64(append(out, 0xcf), value)
	case float64:
		return binary.BigEndian.AppendUint64(append(out, 0xcb), math.Float64bits(value))
	case string:
		return append(binary.BigEndian.AppendUint32(append(out, 0xdb), uint32(len(value))), value...)
	case []byte:
		return append(binary.BigEndian.AppendUint32(append(out, 0xc6), uint32(len(value))), value...)
	case []any:
		out = binary.BigEndian.AppendUint32(append(out, 0xdd), uint32(len(value)))
		for _, item := range value {
			out = appendValue(out, item)
		}
		return out
	case map[any]any:
		out = binary.BigEndian.AppendUint32(append(out, 0xdf), uint32(len(value)))
		for key, item := range value {
			out = appendValue(appendValue(out, key), item)
		}
		return out
	}
	panic(fmt.Sprintf("no msgpack for %T", value))
}

func decode(bytes []byte) []any {
	values := []any{}
	for len(bytes) > 0 {
		var value any
		value, bytes = next(bytes)
		values = append(values, value)
	}
	return values
}

func next(bytes []byte) (any, []byte) {
	marker, bytes := bytes[0], bytes[1:]
	number := func(size int) uint64 {
		var number uint64
		for _, digit := range bytes[:size] {
			number = number<<8 | uint64(digit)
		}
		bytes = bytes[size:]
		return number
	}
	take := func(length uint64) []byte {
		taken := append([]byte{}, bytes[:length]...)
		bytes = bytes[length:]
		return taken
	}
	array := func(length uint64) any {
		items := make([]any, length)
		for index := range items {
			items[index], bytes = next(bytes)
		}
		return items
	}
	table := func(length uint64) any {
		entries := map[any]any{}
		for ; length > 0; length-- {
			var key, value any
			key, bytes = next(bytes)
			value, bytes = next(bytes)
			entries[key] = value
		}
		return entries
	}
	var value any
	switch {
	case marker < 0x80:
		value = int64(marker)
	case marker >= 0xe0:
		value = int64(int8(marker))
	case marker < 0x90:
		value = table(uint64(marker & 15))
	case marker < 0xa0:
		value = array(uint64(marker & 15))
	case marker < 0xc0:
		value = string(take(uint64(marker & 31)))
	case marker == 0xc0:
		value = nil
	case marker == 0xc2 || marker == 0xc3:
		value = marker == 0xc3
	case marker >= 0xc4 && marker <= 0xc6:
		value = take(number(1 << (marker - 0xc4)))
	case marker == 0xca:
		value = float64(math.Float32frombits(uint32(number(4))))
	case marker == 0xcb:
		value = math.Float64frombits(number(8))
	case marker >= 0xcc && marker <= 0xcf:
		value = number(1 << (marker - 0xcc))
	case marker >= 0xd0 && marker <= 0xd3:
		size := 1 << (marker - 0xd0)
		value = int64(number(size)<<(64-8*size)) >> (64 - 8*size)
	case marker >= 0xd9 && marker <= 0xdb:
		value = string(take(number(1 << (marker - 0xd9))))
	case marker == 0xdc || marker == 0xdd:
		value = array(number(2 << (marker - 0xdc)))
	case marker == 0xde || marker == 0xdf:
		value = table(number(2 << (marker - 0xde)))
	default:
		panic(fmt.Sprintf("no value begins with %x", marker))
	}
	return value, bytes
}
