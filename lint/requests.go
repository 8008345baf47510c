package lint

import (
	"slices"
	"strings"

	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/symbol"
)

// A probe is one representative request.
type probe struct {
	request cloudfront.Request
	// ordinary requests are what every viewer sends; a denial of one is an
	// error. Of the others only some viewers send.
	ordinary bool
	// stated is the class that says that the request must not be denied.
	stated *Class
}

// missingKey is a path that no site has.
const missingKey = "/no403-missing-page"

// probes returns the representative requests of a distribution. They vary one
// thing at a time from an ordinary request, so that their number grows with
// hosts and behaviors, not with their product.
// stated are the classes of further requests that people state to be made.
func probes(d *cloudfront.Distribution, stated []*Class) []probe {
	const usual = 16 // requests
	g := generator{d: d, base: baseline(d), probes: make([]probe, 0, usual)}
	for _, b := range d.Behaviors {
		g.behavior(b)
	}
	g.root()
	g.archived()
	g.hosts()
	g.countries()
	g.webACL()
	for _, c := range stated {
		g.stated(c)
	}
	return g.probes
}

type generator struct {
	d      *cloudfront.Distribution
	base   cloudfront.Request
	probes []probe
}

func (g *generator) add(r cloudfront.Request, ordinary bool) {
	g.probes = append(g.probes, probe{request: r, ordinary: ordinary})
}

// baseline is the most ordinary request: GET over https, under a name that the
// distribution answers to, from a country that may come in.
func baseline(d *cloudfront.Distribution) cloudfront.Request {
	r := cloudfront.Request{Method: "GET", Scheme: "https", Host: ordinaryHost(d)}
	if geo, known := d.GeoRestriction(); geo != nil && known && geo.Allow {
		r.Country = ordinaryCountry(geo, d.BlockedCountries())
	}
	return r
}

// ordinaryCountry returns a country on the allow list, one that the web ACL does
// not keep out if there is any.
func ordinaryCountry(geo *cloudfront.GeoRestriction, blocked []string) string {
	valid := geo.ValidCountries()
	for _, c := range valid {
		if !slices.Contains(blocked, c) {
			return c
		}
	}
	if len(valid) > 0 {
		return valid[0]
	}
	return ""
}

// ordinaryHost returns a name that the distribution lists, first one that DNS
// sends here, else its own domain name.
func ordinaryHost(d *cloudfront.Distribution) symbol.Text {
	if by := d.Deployment(); by != nil {
		d = by.Primary // whose names a staging distribution goes by
	}
	for _, h := range d.Hosts() {
		if name := sampleHost(h.Name); d.Lists(name) == symbol.True {
			return name
		}
	}
	names, _, _ := d.Aliases()
	for _, name := range names {
		return sampleHost(name)
	}
	return d.DomainName()
}

// sampleHost returns a name that a wildcard stands for.
func sampleHost(name symbol.Text) symbol.Text {
	parts := name.Parts()
	if len(parts) == 0 || parts[0].Symbol != nil || !strings.HasPrefix(parts[0].Literal, "*.") {
		return name
	}
	return symbol.Parse("any" + strings.TrimPrefix(name.Key(), "*"))
}

// behavior adds the requests for one cache behavior.
func (g *generator) behavior(b *cloudfront.Behavior) {
	if b.Reachable() == symbol.False {
		if !b.Default {
			g.shadowed(b)
		}
		return
	}
	r := g.to(b)
	if r.Signed {
		g.signatures(r)
	}
	if turnedAway(b, r) {
		g.add(r, b.Refuses() != cloudfront.RefusesSome)
		r.Admitted = true
	}
	g.add(r, true)
	for _, refused := range b.Refused(r) {
		g.add(refused, false)
	}

	plain := r
	plain.Scheme = "http"
	g.add(plain, false)

	for _, path := range b.Reads() {
		read := r
		read.Path = path
		g.add(read, true)
	}
	for _, use := range b.Writes() {
		write := r
		write.Method = use.Method
		if use.Path != "" {
			write.Path = use.Path
		}
		g.add(write, false)
	}
	if origin, method := b.Preflight(); origin != "" {
		preflight := r
		preflight.Method = "OPTIONS"
		preflight.Headers = map[string]string{"origin": origin, "access-control-request-method": method}
		g.add(preflight, false)
	}
	absent := r
	absent.Missing = true
	if b.Default {
		absent.Path = missingKey
	}
	g.add(absent, false)
}

// signatures adds a signed request without its signature, and with those that the
// applications of the configuration make.
func (g *generator) signatures(r cloudfront.Request) {
	unsigned := r
	unsigned.Signed = false
	g.add(unsigned, false)
	for _, key := range g.d.SigningKeys() {
		own := r
		own.SigningKey = key.Key.Address
		g.add(own, false)
	}
}

// to returns the ordinary request to a behavior, signed where that is needed.
func (g *generator) to(b *cloudfront.Behavior) cloudfront.Request {
	r := g.base
	path, ok := b.SamplePath()
	r.Path = path
	if !ok {
		r = r.WithBehavior(b)
	}
	if b.Default {
		r.Path = defaultPath(g.d, b, r.Path)
	}
	_, needed := b.TrustedSigners()
	r.Signed = needed != symbol.False
	return r
}

// shadowed adds the requests that a behavior which no path reaches is meant for.
func (g *generator) shadowed(b *cloudfront.Behavior) {
	r := g.base
	r.Path, _ = b.SamplePath()
	g.add(r, false)
	own, _, _ := b.AllowedMethods()
	taken, _, _ := b.Shadow().AllowedMethods()
	if slices.Contains(own, "POST") && !slices.Contains(taken, "POST") {
		write := r
		write.Method = "POST"
		g.add(write, false)
	}
	r.Missing = true
	g.add(r, false)
}

// defaultPath prefers the page that a site is known to have.
func defaultPath(d *cloudfront.Distribution, b *cloudfront.Behavior, sample string) string {
	object, set := d.DefaultRootObject()
	name, ok := object.Literal()
	if set != symbol.True || !ok {
		return sample
	}
	page := "/" + strings.TrimPrefix(name, "/")
	if d.BehaviorFor(cloudfront.Request{Path: page}) == b {
		return page
	}
	return sample
}

// at returns the baseline request for a path, signed where that is needed.
func (g *generator) at(path string) cloudfront.Request {
	r := g.base
	r.Path = path
	if b := g.d.BehaviorFor(r); b != nil {
		_, needed := b.TrustedSigners()
		r.Signed = needed != symbol.False
		r.Admitted = turnedAway(b, r)
	}
	return r
}

// turnedAway reports whether the edge functions of a behavior answer a request
// themselves, though they pass others on.
func turnedAway(b *cloudfront.Behavior, r cloudfront.Request) bool {
	return b.AtEdge(r).AlwaysAnswers && !b.Edge().AlwaysAnswers
}

// root adds the request that a typed name makes, and those for the error
// pages.
func (g *generator) root() {
	r := g.at("/")
	g.add(r, false)
	r.Signed = false
	for _, page := range g.d.ErrorPages() {
		if path, ok := page.Path.Literal(); ok && strings.HasPrefix(path, "/") {
			r.Path = path
			g.add(r, false)
		}
	}
}

// archived adds a request for each object that is stored in an archive.
func (g *generator) archived() {
	for _, path := range g.d.ArchivedPaths() {
		g.add(g.at(path), false)
	}
}

// hosts adds a request under each name that DNS sends here.
func (g *generator) hosts() {
	for _, h := range g.d.Hosts() {
		r := g.at("/")
		r.Host = sampleHost(h.Name)
		g.add(r, true)
	}
}

// countries adds a viewer whom a geo restriction keeps out, and those whom it is
// not meant to.
func (g *generator) countries() {
	geo, known := g.d.GeoRestriction()
	if geo == nil || !known {
		return
	}
	r := g.at("/")
	r.Country = ""
	if geo.Allow {
		r.Country = firstNotIn(geo)
	} else if valid := geo.ValidCountries(); len(valid) > 0 {
		r.Country = valid[0]
	}
	g.add(r, false)
	for _, wrong := range geo.WrongCodes() {
		if len(wrong.Means) > 0 {
			r.Country = wrong.Means[0]
			g.add(r, false)
		}
	}
	g.neighbours(geo)
}

// neighbours adds, for each country that is kept out, a viewer there under the
// first name that is for it.
func (g *generator) neighbours(geo *cloudfront.GeoRestriction) {
	names, _, _ := g.d.Aliases()
	seen := make(map[string]bool)
	for _, name := range names {
		host := sampleHost(name)
		home := cloudfront.Home(host)
		if home == "" || seen[home] || geo.Admits(home) {
			continue
		}
		seen[home] = true
		r := g.at("/")
		r.Host, r.Country = host, home
		g.add(r, false)
	}
}

// firstNotIn returns a country that an allow list leaves out, a large one if
// possible.
func firstNotIn(geo *cloudfront.GeoRestriction) string {
	for _, c := range append([]string{"US", "IN", "DE", "BR", "JP"}, cloudfront.Countries()...) {
		if !geo.Admits(c) {
			return c
		}
	}
	return ""
}
