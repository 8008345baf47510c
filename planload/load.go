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

// Load reads a plan or state. name is the file that diagnostics and errors
// name.
func Load(name string, data []byte) (*tf.Config, error) {
	f, err := read(name, data)
	if err != nil {
		return nil, err
	}
	diags := &tf.Diagnostics{}
	p := newPlan(f)
	resources := make([]*tf.Resource, 0, len(p.instances))
	for _, i := range p.instances {
		resources = append(resources, p.resource(i))
	}
	cfg := tf.NewConfig(tf.Listed(resources), nil, diags)
	switch {
	case f.Errored:
		cfg.Partial = true
		diags.Add(tf.DiagWarning, tf.Range{File: name}, "the plan ended in an error: what was not planned is missing")
	case f.Complete != nil && !*f.Complete:
		cfg.Partial = true
		diags.Add(tf.DiagWarning, tf.Range{File: name}, "the plan is not complete (made with -target, or with deferred changes): what was not planned is missing")
	}
	return cfg, nil
}

// Sniff reports whether data looks like what Load is for, or like the plan
// file that it is made from: a JSON object or a zip archive.
func Sniff(data []byte) bool {
	text := bytes.TrimLeft(decodeText(data), " \t\r\n")
	return bytes.HasPrefix(text, []byte("{")) || isArchive(data)
}
