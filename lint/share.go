package lint

import (
	"maps"
	"runtime"
	"sync"

	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/secrets"
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// answers are what the rules answered about one distribution.
type answers struct {
	about  *cloudfront.Distribution
	stated []*Class
	// rows have one for each rule, the denials left out.
	rows    []Coverage
	denials []denial
}

// A denial is the answer of a rule to a request; row is its place in rows.
type denial struct {
	row      int
	probe    probe
	decision Decision
}

// answers asks the rules about the representative requests of a distribution.
func (s *Settings) answers(a *asker, d *cloudfront.Distribution, rules []*Rule) answers {
	all := answers{about: d, rows: make([]Coverage, 0, len(rules))}
	var asked []probe
	idle := ""
	switch {
	case d.Enabled() == symbol.False:
		idle = "the distribution is disabled"
	case d.Staging() == symbol.True && d.Deployment() == nil:
		idle = "a staging distribution has no viewers of its own"
	default:
		all.stated = s.viewers(d)
		asked = probes(d, all.stated)
	}
	for i, rule := range rules {
		row := Coverage{Distribution: d.Address(), Rule: rule, Answer: CoverNotApplicable, Because: idle}
		if off := s.setting(rule); off.Off {
			row.Answer, row.Because = CoverByDesign, "switched off: "+off.Reason
			all.rows = append(all.rows, row)
			continue
		}
		for _, p := range asked {
			decision := a.ask(rule, d, p.request)
			if decision.Answer == Denied {
				all.denials = append(all.denials, denial{i, p, decision})
				continue
			}
			row.weigh(decision, 0)
		}
		all.rows = append(all.rows, row)
	}
	return all
}

// A share of the distributions is worth a goroutine of its own when it has as many
// as this. Each has a model of all of them, so that more than mostWorkers take a lot
// of memory and little time off.
const (
	fewestShared = 8
	mostWorkers  = 2
)

// workers returns how many goroutines share the distributions of a configuration: as
// many as are asked for, or as are worth it for 0.
func workers(cfg *tf.Config, by int) int {
	distributions := len(cloudfront.Resources(cfg))
	switch {
	case cfg.Again == nil:
		return 1
	case by > 0:
		return min(by, max(1, distributions))
	}
	return max(1, min(runtime.GOMAXPROCS(0), mostWorkers, distributions/fewestShared))
}

// askAll asks about all distributions, in shares at the same time. Each goroutine
// evaluates a configuration of its own, because evaluation remembers what it has
// done. Where one after the other might answer differently, it is done that way.
func (s *Settings) askAll(a *asker, rules []*Rule, by int) []answers {
	others := make([]share, workers(a.cfg, by)-1)
	var running sync.WaitGroup
	for i := range others {
		others[i] = share{part: i + 1, of: len(others) + 1}
		running.Go(func() { others[i].ask(s, a.cfg.Again, rules) })
	}
	defer running.Wait() // also when this panics
	own := share{of: len(others) + 1, asker: a}
	model := cloudfront.New(a.cfg)
	own.answer(s, model, rules)
	running.Wait()

	all := own.all
	if own.agrees(others) {
		for _, other := range others {
			all = append(all, other.all...)
			maps.Copy(a.cfg.Sources, other.asker.cfg.Sources)
			a.cfg.Secrets.Join(other.asker.cfg.Secrets)
		}
	}
	for i, d := range model.Distributions {
		if i < len(all) {
			all[i].about = d // of the configuration that stays
			continue
		}
		all = append(all, s.answers(a, d, rules))
	}
	return all
}

// A share is what one goroutine asks: a part of the distributions.
type share struct {
	part, of int
	asker    *asker
	all      []answers
	total    int // of the distributions
	failed   bool
}

// ask asks about the share of a configuration that is read anew.
func (sh *share) ask(s *Settings, again func() *tf.Config, rules []*Rule) {
	defer func() {
		if recover() != nil {
			sh.failed = true // it will panic again, where that is reported
		}
	}()
	cfg := again()
	if cfg == nil {
		sh.failed = true
		return
	}
	said := cfg.Diagnostics.Len()
	// The part of a plan that is decoded for this share is what the first one comes
	// to last: they do not wait for each other.
	for _, r := range shareOf(cloudfront.Resources(cfg), sh.part, sh.of) {
		r.Body.Blocks("origin")
	}
	sh.asker = &asker{cfg: cfg}
	sh.answer(s, cloudfront.New(cfg), rules)
	sh.failed = cfg.Diagnostics.Len() > said
}

// shareOf returns one of several parts of a list.
func shareOf[T any](list []T, i, of int) []T { return list[i*len(list)/of : (i+1)*len(list)/of] }

// answer asks about the share of a model.
func (sh *share) answer(s *Settings, model *cloudfront.Model, rules []*Rule) {
	sh.total = len(model.Distributions)
	for _, d := range shareOf(model.Distributions, sh.part, sh.of) {
		sh.all = append(sh.all, s.answers(sh.asker, d, rules))
	}
}

// agrees reports whether the answers of others are certainly those that one after
// the other would give: evaluation had nothing to say, such as which name of a cycle
// it came to first; it would reach no limit if all that the shares did were done by
// one; and files did not change between one reading and the next.
func (sh *share) agrees(others []share) bool {
	steps, most := sh.steps()
	secret := sh.asker.cfg.Secrets.Encoded()
	for _, other := range others {
		if other.failed || other.total != sh.total {
			return false
		}
		more, _ := other.steps()
		steps += more
		secret += other.asker.cfg.Secrets.Encoded()
	}
	return steps <= most && secret <= secrets.MostEncoded
}

// steps returns how many steps evaluation has taken, and how many it may take; of a
// plan alone none are counted.
func (sh *share) steps() (taken, most int) {
	if sh.asker.cfg.Steps == nil {
		return 0, 0
	}
	return sh.asker.cfg.Steps()
}
