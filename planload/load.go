// Package planload reads what Terraform knows of a configuration: the JSON
// that `terraform show -json` writes of a plan or a state. A plan tells known,
// null and unknown values apart, and its configuration says which references
// the unknown ones come from; those become symbols (see package symbol).
//
// See https://developer.hashicorp.com/terraform/internals/json-format.
package planload

import (
	"bytes"
	"io"
	"time"

	"github.com/no403/no403/limits"
	"github.com/no403/no403/tf"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// A Plan is a plan or state that was read. It is for one goroutine at a time.
type Plan struct {
	errored bool
	partial bool // there may be more than what is listed
	until   time.Time
	*plan
}

// Read reads a plan or state as a stream. name is the file that diagnostics and
// errors name.
func Read(name string, r io.Reader) (*Plan, error) { return ReadWithin(name, r, limits.Limits{}) }

// ReadWithin is Read within limits.
func ReadWithin(name string, r io.Reader, within limits.Limits) (*Plan, error) {
	f, err := read(name, r, within.OrDefault())
	if err != nil {
		return nil, err
	}
	partial := f.Errored || f.Complete != nil && !*f.Complete
	return &Plan{f.Errored, partial, within.Deadline, newPlan(name, f)}, nil
}

// Load reads a plan or state and returns what is in it.
func Load(name string, r io.Reader) (*tf.Config, error) {
	p, err := Read(name, r)
	if err != nil {
		return nil, err
	}
	return p.Config(), nil
}

// Config returns what is in the plan, as far as it is known without its source.
func (p *Plan) Config() *tf.Config {
	diags := p.diags
	cfg := tf.NewConfig(tf.Listed(p.resources()), nil, diags)
	switch {
	case p.errored:
		diags.Add(tf.DiagWarning, tf.Range{File: p.name}, "the plan ended in an error: what was not planned is missing")
	case p.partial:
		diags.Add(tf.DiagWarning, tf.Range{File: p.name}, "the plan is not complete (made with -target, or with deferred changes): what was not planned is missing")
	}
	cfg.Partial, cfg.Deadline = p.partial, p.until
	cfg.Again = func() *tf.Config { return p.again().Config() }
	return cfg
}

func (p *Plan) resources() []*tf.Resource {
	resources := make([]*tf.Resource, 0, len(p.instances))
	for _, i := range p.instances {
		resources = append(resources, p.resource(i))
	}
	return resources
}

// SniffLength is how many bytes Sniff looks at.
const SniffLength = 512

// Sniff reports whether what begins with head looks like what Load is for, or
// like the plan file that it is made from: a JSON object or a zip archive.
func Sniff(head []byte) bool {
	text, _, err := transform.Bytes(unicode.BOMOverride(transform.Nop), head)
	return isArchive(head) || err == nil && bytes.HasPrefix(bytes.TrimLeft(text, " \t\r\n"), []byte("{"))
}

const archive = "PK"

func isArchive(head []byte) bool { return bytes.HasPrefix(head, []byte(archive)) }
