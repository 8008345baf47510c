package functions

import (
	"errors"
	"regexp"
	"sync"

	yaml "github.com/zclconf/go-cty-yaml"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

var (
	errTooDeep  = errors.New("the brackets are nested too deep")
	errTooLarge = errors.New("there are too many values in the document")
)

var yamlDecode = guard(yaml.YAMLDecodeFunc, checkYAML)

var yamlEncode = guard(yaml.YAMLEncodeFunc, func(args []cty.Value) error {
	if err := checkNumbers(args); err != nil {
		return err
	}
	if writtenSize(args[0]) > maxText {
		return errTooLong
	}
	return nil
})

// deepBlock finds sequences that start within each other on one line.
var deepBlock = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?m)(?:[-?:][ \t]+){500}`) })

// checkYAML refuses documents that are too long or too deep, or in which
// aliases of aliases multiply: the decoder shares what an alias stands for,
// but everything that looks at the result would walk it again and again. The
// implied type of a document has the same shape as its value.
func checkYAML(args []cty.Value) error {
	src, ok := known(args[0])
	if !ok {
		return nil
	}
	if err := checkDocument(src); err != nil {
		return err
	}
	if tooDeep(src) || deepBlock().MatchString(src) {
		return errTooDeep
	}
	ty, err := yaml.Standard.ImpliedType([]byte(src))
	if err != nil {
		return function.NewArgError(0, err)
	}
	if left := maxNodes; !fits(ty, &left) {
		return errTooLarge
	}
	return nil
}

// fits counts down the types within a type, and stops at zero.
func fits(ty cty.Type, left *int) bool {
	*left--
	if *left < 0 {
		return false
	}
	switch {
	case ty.IsObjectType():
		for _, attr := range ty.AttributeTypes() {
			if !fits(attr, left) {
				return false
			}
		}
	case ty.IsTupleType():
		for _, elem := range ty.TupleElementTypes() {
			if !fits(elem, left) {
				return false
			}
		}
	}
	return true
}
