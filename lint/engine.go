package lint

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// Run asks every rule about the representative requests of every distribution
// in the configuration. It asks all rules of every request, not only up to the
// first denial, so that a user can fix everything in one go.
func Run(cfg *tf.Config, rules []*Rule) *Report {
	model := cloudfront.New(cfg)
	c := collector{found: make(map[place]int)}
	for _, d := range model.Distributions {
		c.distribution(d, rules)
	}
	slices.SortStableFunc(c.findings, compareFindings)
	return &Report{
		Distributions: len(model.Distributions),
		Findings:      c.findings,
		Coverage:      c.coverage,
		Diagnostics:   cfg.Diagnostics.All(),
		Sources:       cfg.Sources,
	}
}

// Merge makes one report of those of several roots. What they share, such as a
// module, is reported once.
func Merge(reports ...*Report) *Report {
	all := &Report{Sources: make(map[string][]byte)}
	c := collector{found: make(map[place]int)}
	seen := make(map[tf.Diagnostic]bool)
	for i, r := range reports {
		c.root = i
		all.Distributions += r.Distributions
		all.Coverage = append(all.Coverage, r.Coverage...)
		maps.Copy(all.Sources, r.Sources)
		for _, f := range r.Findings {
			c.add(f)
		}
		for _, d := range r.Diagnostics {
			if !seen[d] {
				seen[d] = true
				all.Diagnostics = append(all.Diagnostics, d)
			}
		}
	}
	all.Findings = c.findings
	slices.SortStableFunc(all.Findings, compareFindings)
	return all
}

// compareFindings puts the most severe first, then goes by place.
func compareFindings(a, b Finding) int {
	return cmp.Or(
		cmp.Compare(b.Severity, a.Severity),
		a.Decision.Range.Compare(b.Decision.Range),
		strings.Compare(a.Decision.Resource, b.Decision.Resource),
		strings.Compare(a.Decision.FullPath(), b.Decision.FullPath()),
		strings.Compare(a.Rule.Slug, b.Rule.Slug),
	)
}

// A collector gathers the findings, each root cause once.
type collector struct {
	findings []Finding
	coverage []Coverage
	found    map[place]int // index into findings
	root     int           // which of several roots the findings are of
}

// A place identifies a root cause: the rule and where the cause is written.
type place struct {
	slug     string
	at       tf.Range
	path     string
	resource string
	root     int
}

func (c *collector) distribution(d *cloudfront.Distribution, rules []*Rule) {
	var asked []probe
	idle := ""
	switch {
	case d.Enabled() == symbol.False:
		idle = "the distribution is disabled"
	case d.Staging() == symbol.True && d.Deployment() == nil:
		idle = "a staging distribution has no viewers of its own"
	default:
		asked = probes(d)
	}
	for _, rule := range rules {
		row := Coverage{Distribution: d.Address(), Rule: rule, Answer: CoverNotApplicable, Because: idle}
		for _, p := range asked {
			decision := rule.Check(d, p.request)
			severity := c.note(d, rule, p, decision)
			row.weigh(decision, severity)
		}
		c.coverage = append(c.coverage, row)
	}
}

// note records a denial and returns its severity, 0 for another answer.
func (c *collector) note(d *cloudfront.Distribution, rule *Rule, p probe, decision Decision) Severity {
	if decision.Answer != Denied {
		return 0
	}
	severity := min(decision.most, rule.Severity)
	if !p.ordinary {
		severity = min(severity, Warning)
	}
	if by := d.Deployment(); by != nil {
		severity = min(severity, Warning)
		decision.Viewers += ", " + by.String()
	}
	finding := Finding{Rule: rule, Severity: severity, Distribution: d.Address(), Decision: decision.withCalls(), Witness: p.request}
	c.add(finding)
	return severity
}

// add adds a finding, or joins it to one of the same root cause.
func (c *collector) add(f Finding) {
	at := place{slug: f.Rule.Slug, at: f.Decision.Range}
	if at.at.IsZero() {
		at.path, at.resource, at.root = f.Decision.Path, tf.WithoutKeys(f.Decision.Holder), c.root
	}
	if i, seen := c.found[at]; seen {
		c.findings[i] = join(c.findings[i], f)
		return
	}
	c.found[at] = len(c.findings)
	c.findings = append(c.findings, f)
}

// join joins two findings of one root cause: the more severe one stands, and
// names the instances of the other.
func join(first, second Finding) Finding {
	if second.Severity > first.Severity {
		first, second = second, first
	}
	switch {
	case second.Distribution != first.Distribution:
		first.Decision = first.Decision.also(second.Distribution, second.Distribution, second.Decision.Range)
	case second.Decision.Resource != first.Decision.Resource:
		first.Decision = first.Decision.also(second.Decision.Resource, second.Decision.Resource, second.Decision.Range)
	case second.Decision.Viewers != first.Decision.Viewers:
		first.Decision = first.Decision.also(second.Decision.Viewers, second.Decision.Resource, second.Decision.Range)
	}
	for _, r := range second.Decision.Related {
		if strings.HasPrefix(r.Message, alsoHere) {
			first.Decision = first.Decision.also(strings.TrimPrefix(r.Message, alsoHere), r.Resource, r.Range)
		}
	}
	// What stands in front is not named behind.
	first.Decision.Related = slices.DeleteFunc(slices.Clone(first.Decision.Related), func(r Related) bool {
		what, also := strings.CutPrefix(r.Message, alsoHere)
		return also && (what == first.Distribution || what == first.Decision.Resource || what == first.Decision.Viewers)
	})
	return first
}

const alsoHere = "also: "

// maxAlso bounds what is named of many things that one cause denies.
const maxAlso = 100

// also names one more thing that the cause denies, once.
func (d Decision) also(what, resource string, at tf.Range) Decision {
	named := 0
	for _, r := range d.Related {
		switch {
		case r.Message == alsoHere+what, r.Message == alsoHere+"more":
			return d
		case strings.HasPrefix(r.Message, alsoHere):
			named++
		}
	}
	if named == maxAlso {
		what = "more"
	}
	r := Related{Message: alsoHere + what, Resource: resource, Range: at}
	d.Related = append(d.Related[:len(d.Related):len(d.Related)], r)
	return d
}

// weigh keeps the weightiest answer of a rule.
func (c *Coverage) weigh(d Decision, severity Severity) {
	answer := map[Answer]CoverageAnswer{Unknown: CoverUnknown, Pass: CoverPasses, NotApplicable: CoverNotApplicable}[d.Answer]
	if d.Answer == Denied {
		answer = CoverDenied
		if severity == Note {
			answer = CoverByDesign
		}
	}
	if c.Because == "" && weight(answer) == weight(c.Answer) || weight(answer) > weight(c.Answer) {
		c.Answer, c.Because = answer, d.Because
	}
}

func weight(a CoverageAnswer) int {
	order := []CoverageAnswer{CoverNotApplicable, CoverPasses, CoverUnknown, CoverByDesign, CoverDenied}
	return slices.Index(order, a)
}
