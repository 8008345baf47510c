package fix

// redirectToHTTPS makes a behavior redirect what comes over http.
func redirectToHTTPS(c *cause) []*proposal {
	p, ok := c.place(c.d.Resource, c.b.ViewerProtocolPolicy())
	if !ok || !isPlainString(p.expr) {
		return nil
	}
	return one("set viewer_protocol_policy to \"redirect-to-https\"", true, p.file.replace(p.expr.Range(), `"redirect-to-https"`))
}
