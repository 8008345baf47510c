package lint

import "github.com/no403/no403/tf"

// RunBy is Run by a number of goroutines, however few the distributions.
func RunBy(cfg *tf.Config, rules []*Rule, goroutines int) *Report {
	return (*Settings)(nil).run(cfg, rules, goroutines)
}
