package rules

import (
	"fmt"
	"strings"

	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/symbol"
)

// aliasMissing reports names that DNS sends to a distribution which does not
// list them.
var aliasMissing = &lint.Rule{
	Slug:     "alias-missing",
	Stage:    lint.AtName,
	Families: []lint.Family{lint.Names},
	Severity: lint.Error,
	Title:    "A name points at a distribution that does not list it",
	About: `CloudFront picks the distribution by the Host header of the request, not by the DNS record that led there. ` +
		`A name that no distribution lists in its aliases gets 403. An alias such as *.example.com covers every name below ` +
		`example.com, on any level, but not example.com itself. The rule is silent for a name that another distribution of ` +
		`the configuration lists, and where a name or an alias is not known. A multi-tenant distribution answers to the domains of ` +
		`its tenants; as these may be made elsewhere too, a name that none of those here lists is a warning.`,
	Sources: []string{
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-403-permission-denied.html#alternate-cname-incorrectly-configured",
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/alternate-domain-names-wildcard.html",
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/tenant-customization.html",
		"https://repost.aws/knowledge-center/resolve-cloudfront-bad-request-error",
	},
	Check: func(d *cloudfront.Distribution, r cloudfront.Request) lint.Decision {
		if d.Staging() == symbol.True {
			return lint.Skip("a staging distribution goes by the names of its primary distribution")
		}
		switch d.Lists(r.Host) {
		case symbol.True:
			return lint.Allow("the distribution answers to %s", r.Host)
		case symbol.Unknown:
			_, at, _ := d.Aliases()
			return lint.CannotTell("whether the aliases cover %s is not known from this input%s", r.Host, at.Whence())
		}
		switch by, known := d.ListedBy(r.Host); {
		case by != nil && by.Enabled() == symbol.False:
			return lint.CannotTell("%s lists %s and is disabled: what viewers get then is not documented", by.Address(), r.Host)
		case by != nil:
			return lint.Skip("%s lists %s and answers to it", by.Address(), r.Host)
		case !known:
			return lint.CannotTell("whether another distribution lists %s is not known from this input", r.Host)
		}
		names, at, _ := d.Aliases()
		if d.Tenant != nil {
			return tenantMissing(d, r.Host)
		}
		decision := lint.Deny("%s", missing(names, r.Host)).
			ForViewers("viewers of %s get 403 for every request", r.Host).
			Of(r.Host.String()).
			At(d.Resource, at).
			FixBy("add %q to aliases and to the certificate of the distribution, or delete the record", r.Host.String()).
			Answers("CloudFront", `"Bad request"`)
		return withRecords(decision, d, r.Host)
	},
}

// tenantMissing is the decision about a name that leads to the tenants of a
// multi-tenant distribution, none of which lists it. Tenants are often made
// while the site runs, by something else than Terraform: those under a wildcard
// most of all.
func tenantMissing(d *cloudfront.Distribution, host symbol.Text) lint.Decision {
	for _, h := range d.Hosts() {
		if symbol.Equal(h.Name, host) == symbol.True {
			decision := lint.Deny("no tenant of %s lists %s", d.Resource.Address, host).
				Of(host.String()).
				At(h.Record, h.At).
				FixBy("add a domain block for %q to the aws_cloudfront_distribution_tenant that is to serve it, or delete the record", host.String()).
				Answers("CloudFront", `"Bad request"`)
			return withRecords(decision, d, host).AtMost(lint.Warning).
				ForViewers("viewers of %s get 403 for every request, unless a tenant that is made elsewhere lists it", host)
		}
	}
	return lint.CannotTell("whether a tenant that is made elsewhere lists %s is not known from this input", host)
}

// withRecords adds the records that send a host to the distribution. A proxy
// before it may have rules of its own for the Host header, which nobody sees
// here.
func withRecords(decision lint.Decision, d *cloudfront.Distribution, host symbol.Text) lint.Decision {
	for _, h := range d.Hosts() {
		if symbol.Equal(h.Name, host) != symbol.True && symbol.Match(h.Name, host) != symbol.True {
			continue
		}
		if h.At.Range != decision.Range {
			decision = decision.See(h.Record, h.At.Range, "%s sends the name here", h.Record.Address)
		}
		if h.Proxied {
			decision = decision.AtMost(lint.Warning).
				ForViewers("viewers of %s get 403 for every request, unless a rule of the proxy in %s sends another Host header", host, h.Record.Address)
		}
	}
	return decision
}

// missing says which names are listed instead of a host. The two names that
// people most often take for one are told apart.
func missing(names []symbol.Text, host symbol.Text) string {
	const www = "www."
	if len(names) == 0 {
		return "the distribution lists no alternate domain name, so it does not answer to " + host.String()
	}
	var listed []string
	for _, n := range names {
		switch {
		case symbol.Equal(n, symbol.Literal("*.").Append(host)) == symbol.True:
			return fmt.Sprintf("the alias %s covers the names below %s, not %[2]s itself", n, host)
		case symbol.Equal(n, symbol.Literal(www).Append(host)) == symbol.True, symbol.Equal(host, symbol.Literal(www).Append(n)) == symbol.True:
			return fmt.Sprintf("the distribution lists %s, but not %s", n, host)
		}
		listed = append(listed, n.String())
	}
	return "the aliases of the distribution (" + strings.Join(listed, ", ") + ") do not cover " + host.String()
}
