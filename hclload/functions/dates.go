package functions

import (
	"time"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

func dates() funcs {
	return funcs{
		"formatdate":    stdlib.FormatDateFunc,
		"plantimestamp": unknowable(),
		"timeadd":       stdlib.TimeAddFunc,
		"timecmp":       pure(cty.Number, []string{"timestamp_a", "timestamp_b"}, compareTimes),
		"timestamp":     unknowable(),
	}
}

func compareTimes(args []string) (cty.Value, error) {
	var times [2]time.Time
	for i, arg := range args {
		t, err := time.Parse(time.RFC3339, arg)
		if err != nil {
			return cty.NilVal, function.NewArgErrorf(i, "not a valid RFC 3339 timestamp: %q", arg)
		}
		times[i] = t
	}
	return cty.NumberIntVal(int64(times[0].Compare(times[1]))), nil
}
