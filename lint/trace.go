package lint

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// TraceOptions describe the one request to trace.
type TraceOptions struct {
	URL     string
	Method  string // empty means GET
	Country string
	Headers map[string]string
	Signed  bool
	Missing bool
	// Distribution is the address of the distribution to ask; empty means the
	// one that serves the host.
	Distribution string
}

// TraceURL asks every rule about one request. The error says what to change
// in the options.
func TraceURL(cfg *tf.Config, rules []*Rule, o TraceOptions) (*Trace, error) {
	r, err := o.request()
	if err != nil {
		return nil, err
	}
	model := cloudfront.New(cfg)
	d, note, err := o.distribution(model, r.Host)
	if err != nil {
		return nil, err
	}
	t := (&asker{cfg: cfg}).trace(d, rules, r)
	if note != "" {
		t.Notes = append(t.Notes, note)
	}
	if !o.Missing {
		t.Notes = append(t.Notes, "the object is taken to exist (--missing asks for one that does not)")
	}
	return t, nil
}

// TraceRequest asks every rule about a request to the distribution with the
// address.
func TraceRequest(cfg *tf.Config, rules []*Rule, distribution string, r cloudfront.Request) (*Trace, error) {
	d := cloudfront.New(cfg).Distribution(distribution)
	if d == nil {
		return nil, fmt.Errorf("there is no distribution %s here", distribution)
	}
	return (&asker{cfg: cfg}).trace(d, rules, r.For(d)), nil
}

func (a *asker) trace(d *cloudfront.Distribution, rules []*Rule, r cloudfront.Request) *Trace {
	t := &Trace{Distribution: d.Address(), Request: r}
	if d.Enabled() == symbol.False {
		t.Notes = append(t.Notes, "the distribution is disabled: it accepts no request at all")
	}
	if d.Staging() == symbol.True {
		t.Notes = append(t.Notes, stagingNote(d))
	}
	for _, rule := range rules {
		t.Steps = append(t.Steps, Step{rule, a.ask(rule, d, r).withCalls()})
	}
	for i, step := range t.Steps { // now that all that is secret is known
		t.Steps[i].Decision = step.Decision.hidden(a.cfg.Secrets)
	}
	return t
}

// stagingNote says which requests a staging distribution gets.
func stagingNote(d *cloudfront.Distribution) string {
	if by := d.Deployment(); by != nil {
		return "this is the staging distribution of " + by.Primary.Address() + ", which viewers reach " + by.String()
	}
	return "this is a staging distribution: no viewers reach it"
}

// request reads the URL.
func (o TraceOptions) request() (r cloudfront.Request, err error) {
	text := o.URL
	if !hasScheme.MatchString(text) {
		text = "https://" + text
	}
	u, err := url.Parse(text)
	switch {
	case err != nil:
		return r, fmt.Errorf("%q is no URL: write it as https://host/path", o.URL)
	case u.Scheme != "http" && u.Scheme != "https":
		return r, fmt.Errorf("the scheme %q is not one that CloudFront serves: write http:// or https://", u.Scheme)
	case u.Hostname() == "":
		return r, fmt.Errorf("%q has no host: write it as https://host/path", o.URL)
	}
	country := strings.ToUpper(o.Country)
	if country != "" && !cloudfront.IsCountry(country) {
		return r, fmt.Errorf("%q is no country: write the two letters of ISO 3166-1, such as DE", o.Country)
	}
	path := u.EscapedPath()
	if path == "" {
		path = "/"
	}
	method := strings.ToUpper(o.Method)
	if method == "" {
		method = "GET"
	}
	headers := make(map[string]string, len(o.Headers))
	for name, value := range o.Headers {
		headers[strings.ToLower(name)] = value
	}
	return cloudfront.Request{
		Method: method, Scheme: u.Scheme, Host: symbol.Literal(strings.ToLower(u.Hostname())), Path: path, Query: u.RawQuery,
		Country: country, Signed: o.Signed, Headers: headers, Missing: o.Missing,
	}, nil
}

// hasScheme tells a URL with a scheme from one that begins with the host.
var hasScheme = regexp.MustCompile(`^[a-zA-Z][a-zA-Z0-9+.-]*://`)

// distribution finds the distribution that the request is for; note says what
// was assumed.
func (o TraceOptions) distribution(m *cloudfront.Model, host symbol.Text) (d *cloudfront.Distribution, note string, err error) {
	if o.Distribution != "" {
		if d = m.Distribution(o.Distribution); d == nil {
			return nil, "", fmt.Errorf("there is no distribution %s here: %s", o.Distribution, choices(m))
		}
		return d, "", nil
	}
	if d = m.Serving(host); d != nil {
		return d, "", nil
	}
	switch len(m.Distributions) {
	case 0:
		return nil, "", errors.New("no CloudFront distribution found here: name the directory or plan that has it")
	case 1:
		return m.Distributions[0], fmt.Sprintf("no DNS record here sends %s to the distribution; it is taken to lead there", host), nil
	}
	return nil, "", fmt.Errorf("no distribution here lists %s: choose one with --distribution: %s", host, choices(m))
}

func choices(m *cloudfront.Model) string {
	if len(m.Distributions) == 0 {
		return "there is none at all"
	}
	var addresses []string
	for _, d := range m.Distributions {
		addresses = append(addresses, d.Address())
	}
	return strings.Join(addresses, ", ")
}
