package lint

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/secrets"
	"github.com/no403/no403/tf"
)

// Run asks every rule about the representative requests of every distribution
// in the configuration. It asks all rules of every request, not only up to the
// first denial, so that a user can fix everything in one go.
func Run(cfg *tf.Config, rules []*Rule) *Report { return (*Settings)(nil).Run(cfg, rules) }

// Run is like the function Run, and does as the settings say.
func (s *Settings) Run(cfg *tf.Config, rules []*Rule) *Report { return s.run(cfg, rules, 0) }

// run is Run by a number of goroutines, 0 for as many as are worth it.
func (s *Settings) run(cfg *tf.Config, rules []*Rule, by int) *Report {
	c := collector{
		asker: &asker{cfg: cfg}, rules: rules, settings: s, found: make(map[place]int), met: make(map[*Class]bool), resource: cfg.Resource,
		ignores: &ignores{sources: cfg.Sources, byFile: make(map[string][]*Ignore), today: s.today()},
	}
	distributions := 0
	c.guard(func() {
		all := s.askAll(c.asker, rules, by)
		distributions = len(all)
		c.coverage = make([]Coverage, 0, distributions*len(rules))
		denials := 0
		for _, answers := range all {
			denials += len(answers.denials)
		}
		c.findings = make([]Finding, 0, denials)
		for _, answers := range all {
			c.collect(answers)
		}
		c.inTime() // says so if it is not
	})
	findings := c.joined()
	c.hide(findings)
	return &Report{
		Secrets:       cfg.Secrets,
		Distributions: distributions,
		Findings:      findings,
		Coverage:      c.coverage,
		Diagnostics:   cfg.Diagnostics.All(),
		Sources:       masked(cfg.Sources, cfg.Secrets),
		Met:           c.met,
		Ignores:       c.ignores.all(cfg),
	}
}

// Merge makes one report of those of several roots. What they share, such as a
// module, is reported once.
func Merge(reports ...*Report) *Report {
	all := &Report{Sources: make(map[string][]byte), Met: make(map[*Class]bool), Secrets: &secrets.Set{}}
	c := collector{found: make(map[place]int)}
	seen := make(map[tf.Diagnostic]bool)
	for i, r := range reports {
		c.root = i
		all.Distributions += r.Distributions
		all.Coverage = append(all.Coverage, r.Coverage...)
		maps.Copy(all.Sources, r.Sources)
		maps.Copy(all.Met, r.Met)
		all.Secrets.Merge(r.Secrets)
		all.Ignores = joinIgnores(all.Ignores, r.Ignores)
		for _, f := range r.Findings {
			c.add(f, "")
		}
		for _, d := range r.Diagnostics {
			if !seen[d] {
				seen[d] = true
				all.Diagnostics = append(all.Diagnostics, d)
			}
		}
	}
	all.Findings = c.sorted()
	all.Sources = masked(all.Sources, all.Secrets)
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

// joined returns the findings, each root cause once. Whether one is known is
// decided before those of several distributions become one.
func (c *collector) joined() []Finding {
	found := c.findings
	c.findings, c.found = make([]Finding, 0, len(found)), make(map[place]int)
	for _, f := range found {
		f.Suppression = c.settings.known(f)
		c.add(f, "")
	}
	return c.sorted()
}

// sorted returns the findings in their order.
func (c *collector) sorted() []Finding {
	slices.SortStableFunc(c.findings, compareFindings)
	return c.findings
}

// A collector gathers the findings.
type collector struct {
	*asker
	rules    []*Rule
	settings *Settings
	ignores  *ignores
	resource func(address string) *tf.Resource
	met      map[*Class]bool // those that were about something
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
	known    Suppressor
	// instance is the fingerprint while findings of several instances are kept
	// apart.
	instance string
}

// collect records the answers about a distribution.
func (c *collector) collect(all answers) {
	for _, class := range all.stated {
		c.met[class] = true
	}
	for i := range all.denials {
		denied := &all.denials[i]
		row := &all.rows[denied.row]
		severity := c.note(all.about, row.Rule, denied.probe, &denied.decision)
		row.weigh(denied.decision, severity)
	}
	c.coverage = append(c.coverage, all.rows...)
}

// note records a denial and returns its severity. One that is stated to be meant
// is not recorded, and says so.
func (c *collector) note(d *cloudfront.Distribution, rule *Rule, p probe, decision *Decision) Severity {
	if p.stated == nil {
		if class := c.settings.refused(d, rule, p.request); class != nil {
			c.met[class] = true
			decision.Because = Say("meant: %s", class.Reason)
			return Note
		}
	}
	if by := d.Deployment(); by != nil {
		decision.Viewers += ", " + by.String()
	}
	finding := Finding{
		Rule: rule, Severity: c.severity(d, rule, p, *decision),
		Distribution: d.Address(), Decision: decision.withCalls(), Witness: p.request,
		asked: d, asker: c.asker, request: p.request, rules: c.rules, resource: c.resource(decision.Holder),
	}
	if p.stated != nil {
		finding.Decision = finding.Decision.stated(p.stated)
	}
	comment := c.comment(rule, *decision)
	if comment == nil {
		c.add(finding, finding.Fingerprint())
		return finding.Severity
	}
	finding.Suppression = Suppression{ByComment, comment.Reason}
	decision.Because = Say("ignored: %s", comment.Reason)
	c.add(finding, finding.Fingerprint())
	return Note
}

// comment returns the comment that says that a denial is known, nil without one.
func (c *collector) comment(rule *Rule, d Decision) *Ignore {
	places := []tf.Range{d.Range}
	if r := c.resource(d.Holder); r != nil {
		for _, p := range parts(r.Body, d.Path) {
			if p.block != nil {
				places = append(places, p.block.Range)
			}
		}
		places = append(places, r.Range)
	}
	for _, call := range d.calls {
		places = append(places, call.Range)
	}
	if found := c.ignores.match(rule.Slug, places...); found != nil && !found.Expired {
		return found
	}
	return nil
}

// severity returns how bad a denial is.
func (c *collector) severity(d *cloudfront.Distribution, rule *Rule, p probe, decision Decision) Severity {
	most := min(decision.most, rule.Severity)
	switch set := c.settings.setting(rule).Severity; {
	case p.stated != nil && decision.most == Warning:
		return Warning // nobody knows whether it is denied
	case p.stated != nil:
		return Error
	case set != 0 && most > Note:
		return set
	case !p.ordinary || d.Deployment() != nil:
		return min(most, Warning)
	}
	return most
}

// stated adds where it is stated that the request must not be denied.
func (d Decision) stated(c *Class) Decision {
	related := Related{Message: fmt.Sprintf("viewers %q must get through", c.Name), Range: c.Range}
	d.Related = append(d.Related[:len(d.Related):len(d.Related)], related)
	return d
}

// add adds a finding, or joins it to one of the same root cause and instance.
func (c *collector) add(f Finding, instance string) {
	at := place{slug: f.Rule.Slug, at: f.Decision.Range, known: f.Suppression.By, instance: instance}
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
	answer := CoverUnknown
	switch {
	case d.Answer == Pass:
		answer = CoverPasses
	case d.Answer == NotApplicable:
		answer = CoverNotApplicable
	case d.Answer == Denied && severity == Note:
		answer = CoverByDesign
	case d.Answer == Denied:
		answer = CoverDenied
	}
	if c.Because == "" && weight(answer) == weight(c.Answer) || weight(answer) > weight(c.Answer) {
		c.Answer, c.Because = answer, d.Because.String()
	}
}

// Weightier returns the one of two answers that sums both up.
func Weightier(a, b CoverageAnswer) CoverageAnswer {
	if weight(b) > weight(a) {
		return b
	}
	return a
}

var byWeight = [...]CoverageAnswer{CoverNotApplicable, CoverPasses, CoverUnknown, CoverByDesign, CoverDenied}

func weight(a CoverageAnswer) int {
	return slices.Index(byWeight[:], a)
}
