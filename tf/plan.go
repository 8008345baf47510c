package tf

import "github.com/zclconf/go-cty/cty"

// A Plan tells what Terraform knows of a configuration.
type Plan interface {
	// Name returns the file that the plan was read from.
	Name() string
	// Variable returns the value of a root variable; ok is false when the plan
	// does not have it.
	Variable(name string) (v cty.Value, ok bool)
	// Keys returns the instance keys that a resource or module call has, as
	// addresses write them between brackets; block is its address without the
	// last key. ok is false when the plan does not tell.
	Keys(block string) (keys []string, ok bool)
	// Body returns the content of an instance, nil when it is not in the plan.
	Body(address string) Body
	// Resources returns everything in the plan.
	Resources() []*Resource
	// Again returns the same plan, for another goroutine to ask at the same time.
	Again() Plan
}
