package fix

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/no403/no403/cloudfront"
)

// mapMissingKeys shows a page in place of the 403 that S3 answers for keys it does
// not have: the one for 404 if there is one, else the application.
func mapMissingKeys(c *cause) []*proposal {
	if page, _ := c.d.ErrorPage(404); page != nil {
		return c.copyPage(page)
	}
	if c.b.SinglePageApp() == "" {
		return nil
	}
	path := "/index.html"
	if object, ok := c.rootObject(); ok {
		path = "/" + object
	}
	f, b := c.block(c.d.Resource.Range)
	if b == nil {
		return nil
	}
	text := block("custom_error_response", "error_code = 403", "response_code = 200", "response_page_path = "+quote(path))
	return one(fmt.Sprintf("answer 403 with %s and status 200", path), true,
		f.appendBlock(b, text, "custom_error_response", "ordered_cache_behavior", "default_cache_behavior"))
}

func (c *cause) rootObject() (string, bool) {
	object, _ := c.d.DefaultRootObject()
	name, ok := object.Literal()
	return name, ok && name != ""
}

// copyPage adds a copy of an error page for 403.
func (c *cause) copyPage(page *cloudfront.ErrorPage) []*proposal {
	f, own := c.block(page.Block.Range)
	if own == nil || own.Type != "custom_error_response" || own.Body.Attributes["error_code"] == nil {
		return nil
	}
	var lines []string
	for _, attr := range inOrder(own.Body) {
		value := f.source(attr.Expr.Range())
		if attr.Name == "error_code" {
			value = "403"
		}
		lines = append(lines, attr.Name+" = "+value)
	}
	return one("answer 403 with the page for 404", true, f.afterBlock(own, block("custom_error_response", lines...)))
}

// inOrder returns the arguments of a block as they were written.
func inOrder(body *hclsyntax.Body) []*hclsyntax.Attribute {
	return slices.SortedFunc(maps.Values(body.Attributes), func(a, b *hclsyntax.Attribute) int {
		return cmp.Compare(a.SrcRange.Start.Byte, b.SrcRange.Start.Byte)
	})
}
