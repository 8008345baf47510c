// Package planload reads what Terraform knows of a configuration: the JSON
// that `terraform show -json` writes of a plan or a state. A plan tells known,
// null and unknown values apart, and its configuration says which references
// the unknown ones come from; those become symbols (see package symbol).
//
// See https://developer.hashicorp.com/terraform/internals/json-format.
package planload

import (
	"bytes"

	"github.com/no403/no403/tf"
)

// A Plan is a plan or state that was read.
type Plan struct {
	name string
	file *file
	*plan
}

// Read reads a plan or state. name is the file that diagnostics and errors
// name.
func Read(name string, data []byte) (*Plan, error) {
	f, err := read(name, data)
	if err != nil {
		return nil, err
	}
	return &Plan{name, f, newPlan(f)}, nil
}

// Load reads a plan or state and returns what is in it.
func Load(name string, data []byte) (*tf.Config, error) {
	p, err := Read(name, data)
	if err != nil {
		return nil, err
	}
	return p.Config(), nil
}

// Config returns what is in the plan, as far as it is known without its source.
func (p *Plan) Config() *tf.Config {
	diags := &tf.Diagnostics{}
	cfg := tf.NewConfig(tf.Listed(p.resources()), nil, diags)
	switch {
	case p.file.Errored:
		diags.Add(tf.DiagWarning, tf.Range{File: p.name}, "the plan ended in an error: what was not planned is missing")
	case p.partial():
		diags.Add(tf.DiagWarning, tf.Range{File: p.name}, "the plan is not complete (made with -target, or with deferred changes): what was not planned is missing")
	}
	cfg.Partial = p.partial()
	return cfg
}

// partial reports whether there may be more than what is listed.
func (p *Plan) partial() bool {
	return p.file.Errored || p.file.Complete != nil && !*p.file.Complete
}

func (p *Plan) resources() []*tf.Resource {
	resources := make([]*tf.Resource, 0, len(p.instances))
	for _, i := range p.instances {
		resources = append(resources, p.resource(i))
	}
	return resources
}

// Sniff reports whether data looks like what Load is for, or like the plan
// file that it is made from: a JSON object or a zip archive.
func Sniff(data []byte) bool {
	text := bytes.TrimLeft(decodeText(data), " \t\r\n")
	return bytes.HasPrefix(text, []byte("{")) || isArchive(data)
}
