package cloudfront

import (
	"slices"
	"strings"

	"github.com/no403/no403/tf"
)

// objects returns what the configuration itself puts into the bucket.
func (b *Bucket) objects() []*tf.Resource {
	objects, _ := b.attached("aws_s3_object")
	older, _ := b.attached("aws_s3_bucket_object")
	return slices.Concat(objects, older)
}

// holdsPages reports whether an object of the configuration is an HTML page.
func (b *Bucket) holdsPages() bool {
	return slices.ContainsFunc(b.objects(), func(o *tf.Resource) bool {
		key, ok := o.Body.Attr("key").Literal()
		return ok && strings.HasSuffix(key, ".html")
	})
}

// Misplaced returns the object of this configuration that a request is meant
// for, and the key that CloudFront asks for instead: one with other capitals, or
// with the origin path in front. It is nil when that key is there, or when there
// may be others than the objects that are known.
func (o *Origin) Misplaced(r Request) (object *tf.Resource, key string) {
	key, ok := o.keyOf(r)
	b := o.Endpoint().Bucket
	if !ok || b == nil {
		return nil, ""
	}
	for _, candidate := range b.objects() {
		k, known := candidate.Body.Attr("key").Literal()
		switch {
		case !known || k == key || candidate.Maybe:
			return nil, ""
		case object == nil && (strings.EqualFold(k, key) || k == strings.TrimPrefix(o.key(r), "/")):
			object = candidate
		}
	}
	return object, key
}

// encryptsOtherwise returns an object of the configuration that does not leave
// its encryption to the bucket, nil when all do.
func (b *Bucket) encryptsOtherwise() *tf.Resource {
	for _, o := range b.objects() {
		if !o.Body.Attr("server_side_encryption").Unset() || !o.Body.Attr("kms_key_id").Unset() {
			return o
		}
	}
	return nil
}

// SubdirectoryPages returns a sign that the bucket holds pages in directories:
// a website configuration with an index document, or an object of that kind.
func (o *Origin) SubdirectoryPages() (at tf.Value, r *tf.Resource) {
	b := o.Endpoint().Bucket
	root, _ := o.keyOf(Request{Path: "/"})
	sites, _ := b.attached("aws_s3_bucket_website_configuration")
	for _, site := range sites {
		index, _ := site.Body.Blocks("index_document")
		for _, i := range index {
			return i.Attr("suffix"), site
		}
	}
	for _, object := range b.objects() {
		key := object.Body.Attr("key")
		if s, ok := key.Literal(); ok && s != root && strings.HasSuffix(s, "/index.html") && strings.Count(strings.Trim(s, "/"), "/") > 0 {
			return key, object
		}
	}
	return at, nil
}
