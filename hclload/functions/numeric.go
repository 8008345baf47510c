package functions

import (
	"fmt"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

func numeric() funcs {
	return funcs{
		"abs":      marked(stdlib.AbsoluteFunc),
		"ceil":     guard(stdlib.CeilFunc, checkNumbers),
		"floor":    guard(stdlib.FloorFunc, checkNumbers),
		"log":      marked(stdlib.LogFunc),
		"max":      stdlib.MaxFunc,
		"min":      stdlib.MinFunc,
		"parseint": guard(stdlib.ParseIntFunc, checkDigits),
		"pow":      marked(stdlib.PowFunc),
		"signum":   stdlib.SignumFunc,
	}
}

// checkDigits refuses a string with so many digits that reading it takes long.
func checkDigits(args []cty.Value) error {
	if textSize(args[0]) > maxDigits {
		return function.NewArgError(0, fmt.Errorf("the number has more than %d digits", maxDigits))
	}
	return nil
}
