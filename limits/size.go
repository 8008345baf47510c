package limits

import (
	"errors"
	"strconv"
	"strings"
)

// A Size is a number of bytes.
type Size int64 //nolint:recvcheck // a flag is set, a size is printed

var units = []struct {
	name string
	size Size
}{{"GiB", 1 << 30}, {"MiB", 1 << 20}, {"KiB", 1 << 10}}

// String returns the size as Set reads it: "8MiB".
func (s Size) String() string {
	for _, u := range units {
		if s >= u.size && s%u.size == 0 {
			return strconv.FormatInt(int64(s/u.size), 10) + u.name
		}
	}
	return strconv.FormatInt(int64(s), 10)
}

var errSize = errors.New("write it as a number of bytes, or with a unit, as 16MiB")

// Set reads a number of bytes, in the unit KiB, MiB or GiB if one is written.
func (s *Size) Set(text string) error {
	unit := Size(1)
	for _, u := range units {
		if number, ok := strings.CutSuffix(text, u.name); ok {
			text, unit = number, u.size
			break
		}
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n <= 0 || n > (1<<40)/int64(unit) {
		return errSize
	}
	*s = Size(n) * unit
	return nil
}

// Type returns what usage texts call a size.
func (*Size) Type() string { return "size" }
