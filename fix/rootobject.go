package fix

import (
	"fmt"
	"strings"
)

// setRootObject gives a distribution the page that a request for / gets.
func setRootObject(c *cause) []*proposal {
	object := c.homePage()
	title := fmt.Sprintf("set default_root_object to %q", object)
	at, _ := c.d.DefaultRootObject()
	if !at.Absent() {
		p, ok := c.place(c.d.Resource, at)
		if !ok || !isPlainString(p.expr) {
			return nil
		}
		return one(title, true, p.file.replace(p.expr.Range(), quote(object)))
	}
	f, b := c.block(c.d.Resource.Range)
	return one(title, true, f.setArgument(b, "default_root_object", quote(object), "count", "for_each", "provider", "enabled", "is_ipv6_enabled", "comment", "aliases", "price_class", "http_version"))
}

// homePage returns the page of a site: what the error pages show that an
// application is, or what everybody calls it.
func (c *cause) homePage() string {
	for _, page := range c.d.ErrorPages() {
		path, _ := page.Path.Literal()
		if base := strings.TrimPrefix(path, "/"); page.Status == 200 && strings.HasPrefix(base, "index.") {
			return base
		}
	}
	return "index.html"
}

// trimRootObject takes the slash away that a default root object begins with.
func trimRootObject(c *cause) []*proposal {
	at, _ := c.d.DefaultRootObject()
	name, ok := at.Literal()
	p, found := c.place(c.d.Resource, at)
	if !ok || !found || !isPlainString(p.expr) {
		return nil
	}
	object := strings.TrimLeft(name, "/")
	return one(fmt.Sprintf("set default_root_object to %q", object), true, p.file.replace(p.expr.Range(), quote(object)))
}
