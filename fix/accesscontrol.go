package fix

import (
	"slices"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

const accessControl = "aws_cloudfront_origin_access_control"

// signForBucket makes CloudFront sign what it asks a bucket, and lets it read
// there where that is not so already.
func signForBucket(c *cause) []*proposal {
	bucket := c.o.Endpoint().Bucket
	if bucket == nil || bucket.RedirectsAll() == symbol.True {
		return nil // only the website endpoint redirects
	}
	title := "read the bucket with origin access control"
	name, _ := c.reach(scopeOf(c.d.Resource), bucket.Resource, "bucket")
	signs := c.sign("s3", name)
	all := one(title, true, signs)
	for _, p := range c.allowInBucket("", true, cloudfront.S3Answer{}, "s3:GetObject") {
		all = append(all, one(title, true, signs, p.edits)...)
	}
	return all
}

// signForLambda makes CloudFront sign what it asks a function URL, and lets it
// invoke the function where that is not so already.
func signForLambda(c *cause) []*proposal {
	url := c.o.InvokeURL().URL
	if url == nil {
		return nil
	}
	title := "ask the function URL with origin access control"
	name, _ := c.reach(scopeOf(c.d.Resource), url, "url_id")
	signs := c.sign("lambda", name)
	return append(one(title, true, signs),
		one(title, true, signs, c.permit(url, nil, "lambda:InvokeFunctionUrl", "lambda:InvokeFunction"))...)
}

// sign returns edits that make CloudFront sign for an origin: the access control
// that never signs does, or the origin gets one, which is made if there is none.
// name is the expression of the name of a new one.
func (c *cause) sign(originType, name string) []edit {
	f, b := c.block(c.o.Block.Range)
	if b == nil || name == "" {
		return nil
	}
	if id := c.o.Block.Attr("origin_access_control_id"); !id.Unset() {
		return c.alwaysSign(id)
	}
	ref, made := c.ownControl(originType), []edit(nil)
	if ref == "" {
		ref, made = c.newControl(originType, name)
	}
	if ref == "" {
		return nil
	}
	edits := slices.Concat(made, f.setArgument(b, "origin_access_control_id", ref+".id", "origin_id", "domain_name", "origin_path"))
	if custom := child(b, "custom_origin_config"); custom != nil && originType == "s3" {
		edits = append(edits, f.dropBlock(custom)...) // with it the origin is no bucket
	}
	return edits
}

// alwaysSign makes the access control of an origin sign.
func (c *cause) alwaysSign(id tf.Value) []edit {
	t, _ := id.Text()
	s, ok := t.Sole()
	if !ok {
		return nil
	}
	control := c.cfg.Resource(s.Address)
	if control == nil || control.Type != accessControl {
		return nil
	}
	p, ok := c.place(control, control.Body.Attr("signing_behavior"))
	if !ok || !isPlainString(p.expr) {
		return nil
	}
	return p.file.replace(p.expr.Range(), `"always"`)
}

// ownControl refers to an access control of the module that always signs for a
// type of origins, empty without one.
func (c *cause) ownControl(originType string) string {
	for _, control := range c.cfg.OfType(accessControl) {
		of, _ := control.Body.Attr("origin_access_control_origin_type").Literal()
		signing, _ := control.Body.Attr("signing_behavior").Literal()
		ref, ok := scopeOf(c.d.Resource).refer(control)
		if ok && of == originType && signing == "always" && !control.Maybe {
			return ref
		}
	}
	return ""
}

// newControl makes an access control in front of the distribution.
func (c *cause) newControl(originType, name string) (ref string, edits []edit) {
	f, b := c.block(c.d.Resource.Range)
	if b == nil {
		return "", nil
	}
	label := c.freeName(dirOf(c.d.Resource), c.d.Resource.Name, accessControl)
	repeats := c.repeats(c.d.Resource)
	text := resource(accessControl, label, repeats,
		"name = "+name, "origin_access_control_origin_type = "+quote(originType), `signing_behavior = "always"`, `signing_protocol = "sigv4"`)
	ref = accessControl + "." + label
	if repeats != "" {
		ref += perInstance(b)
	}
	return ref, f.beforeBlock(b, text)
}

// perInstance returns the index by which an instance of a block refers to that of
// another with the same count or for_each.
func perInstance(b *hclsyntax.Block) string {
	if b.Body.Attributes["count"] != nil {
		return "[count.index]"
	}
	return "[each.key]"
}
