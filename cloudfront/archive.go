package cloudfront

import (
	"slices"
	"strings"

	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// An Archive is why S3 does not hand over an object before it is restored.
// See https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html.
type Archive struct {
	// Resource is the object, or what has the lifecycle rule; At is the storage
	// class in it.
	Resource *tf.Resource
	At       tf.Value
	// Days is when a lifecycle rule moves objects, counted from their upload; the
	// zero Value for an object that is put into the archive.
	Days tf.Value
}

// archived reports whether a storage class is one of the archives. Glacier
// Instant Retrieval (GLACIER_IR) is not.
func archived(class tf.Value) bool {
	s, _ := class.Literal()
	return s == "GLACIER" || s == "DEEP_ARCHIVE"
}

// keyOf returns the key that a request asks S3 for; ok is false when it is not
// known.
func (o *Origin) keyOf(r Request) (key string, ok bool) {
	prefix, ok := o.Path()
	if !ok {
		return "", false
	}
	p, ok := o.Distribution.model.canonical(prefix).Literal()
	return strings.TrimPrefix(p+o.key(r), "/"), ok
}

// ArchivedObject returns the object of this configuration that a request asks
// for and that is stored in an archive, nil otherwise.
func (o *Origin) ArchivedObject(r Request) *Archive {
	key, ok := o.keyOf(r)
	if b := o.Endpoint().Bucket; ok && b != nil {
		for _, object := range b.objects() {
			class := object.Body.Attr("storage_class")
			if k, known := object.Body.Attr("key").Literal(); known && k == key && archived(class) {
				return &Archive{Resource: object, At: class}
			}
		}
	}
	return nil
}

// ArchivedPaths returns the paths of the objects of this configuration that are
// stored in an archive.
func (d *Distribution) ArchivedPaths() []string {
	var paths []string
	for _, o := range d.Origins {
		prefix, ok := o.keyOf(Request{Path: "/"})
		b := o.Endpoint().Bucket
		if !ok || b == nil {
			continue
		}
		prefix = prefix[:strings.LastIndexByte(prefix, '/')+1]
		for _, object := range b.objects() {
			key, known := object.Body.Attr("key").Literal()
			if rest, below := strings.CutPrefix(key, prefix); known && below && archived(object.Body.Attr("storage_class")) {
				paths = append(paths, "/"+rest)
			}
		}
	}
	slices.Sort(paths)
	return slices.Compact(paths)
}

// Archives returns the lifecycle rule that moves what the behavior of a request
// serves into an archive, nil when none does. A rule for one prefix counts when
// the behavior is for that prefix, or for a part of it.
// See https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html.
func (o *Origin) Archives(r Request) *Archive {
	b := o.Endpoint().Bucket
	prefix, ok := o.Path()
	if b == nil || !ok {
		return nil
	}
	served := o.Distribution.model.canonical(prefix).Append(o.pattern(r))
	for _, rule := range b.lifecycleRules() {
		covers := symbol.Match(symbol.Literal("/"+rule.prefix+"*"), served) == symbol.True
		if !covers {
			continue
		}
		for _, t := range rule.transitions {
			if class := t.Attr("storage_class"); archived(class) {
				return &Archive{Resource: rule.resource, At: class, Days: t.Attr("days")}
			}
		}
	}
	return nil
}

// A lifecycleRule is one that is enabled, for all objects below a prefix.
type lifecycleRule struct {
	resource    *tf.Resource
	prefix      string
	transitions []tf.Block
}

// lifecycleRules returns the rules that are known; those for objects of some
// size or with some tag are left out.
func (b *Bucket) lifecycleRules() []lifecycleRule {
	var rules []lifecycleRule
	add := func(r *tf.Resource, block tf.Block, prefix string, ok bool) {
		if transitions, _ := block.Blocks("transition"); ok && len(transitions) > 0 {
			rules = append(rules, lifecycleRule{r, prefix, transitions})
		}
	}
	configs, _ := b.attached("aws_s3_bucket_lifecycle_configuration")
	for _, c := range configs {
		blocks, _ := c.Body.Blocks("rule")
		for _, block := range blocks {
			status, _ := block.Attr("status").Literal()
			prefix, ok := filteredPrefix(block)
			add(c, block, prefix, ok && status == "Enabled")
		}
	}
	inline, _ := b.Resource.Body.Blocks("lifecycle_rule")
	for _, block := range inline {
		prefix, ok := prefixOf(block)
		tags := block.Attr("tags")
		add(b.Resource, block, prefix, ok && tags.Unset() && block.Attr("enabled").Bool(false) == symbol.True)
	}
	return rules
}

// filteredPrefix returns the prefix that a rule is for, empty for all objects.
// ok is false when it is for others than all with that prefix.
func filteredPrefix(rule tf.Block) (prefix string, ok bool) {
	filters, complete := rule.Blocks("filter")
	if len(filters) == 0 {
		prefix, ok = prefixOf(rule)
		return prefix, ok && complete
	}
	and, complete := filters[0].Blocks("and")
	tags, known := filters[0].Blocks("tag")
	for _, size := range []string{"object_size_greater_than", "object_size_less_than"} {
		known = known && filters[0].Attr(size).Unset()
	}
	prefix, ok = prefixOf(filters[0])
	return prefix, ok && complete && known && len(and)+len(tags) == 0
}

func prefixOf(block tf.Block) (prefix string, ok bool) {
	v := block.Attr("prefix")
	if v.Unset() {
		return "", true
	}
	return v.Literal()
}
