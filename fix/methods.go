package fix

import "github.com/hashicorp/hcl/v2/hclsyntax"

// allowAllMethods lets a behavior pass on every method: of the three sets that AWS
// takes, the one with those that write.
// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesAllowedHTTPMethods.
func allowAllMethods(c *cause) []*proposal {
	return c.allow("allow all methods", false, "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT")
}

// allowOptions lets a behavior pass on what browsers ask before they send a request
// from another site.
func allowOptions(c *cause) []*proposal {
	return c.allow("add \"OPTIONS\" to allowed_methods", true, "GET", "HEAD", "OPTIONS")
}

func (c *cause) allow(title string, safe bool, methods ...string) []*proposal {
	_, at, _ := c.b.AllowedMethods()
	p, ok := c.place(c.d.Resource, at)
	if _, written := p.expr.(*hclsyntax.TupleConsExpr); !ok || !written {
		return nil
	}
	// A list that others may use too opens more than is asked for.
	return one(title, safe && !p.elsewhere, p.file.replace(p.expr.Range(), list(quoted(methods))))
}
