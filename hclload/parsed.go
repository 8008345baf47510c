package hclload

import (
	"bytes"
	"path"
	"strings"
	"sync"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// Parsed keeps files as they were parsed, for loads that come one after the
// other: what has the same text is not parsed again. The zero value is ready; it
// may serve several loads at a time.
type Parsed struct {
	mu    sync.Mutex
	files map[string]parsedFile // by name
}

type parsedFile struct {
	src   []byte
	file  *hcl.File
	diags hcl.Diagnostics
}

// parse is like the function parse, and makes the source ready for evaluation. Nil
// keeps nothing.
func (p *Parsed) parse(src []byte, name string, nesting int) (*hcl.File, hcl.Diagnostics) {
	if p == nil {
		return parseDecided(src, name, nesting)
	}
	p.mu.Lock()
	kept, known := p.files[name]
	p.mu.Unlock()
	if known && bytes.Equal(kept.src, src) {
		return kept.file, kept.diags
	}
	file, diags := parseDecided(src, name, nesting)
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.files == nil {
		p.files = make(map[string]parsedFile)
	}
	p.files[name] = parsedFile{src, file, diags}
	return file, diags
}

// parseDecided is parse for source that is to be evaluated. It may not be changed
// after that.
func parseDecided(src []byte, name string, nesting int) (*hcl.File, hcl.Diagnostics) {
	file, diags := parse(src, name, nesting)
	if strings.Contains(path.Base(name), ".tfvars") {
		dropDetail(diags) // it may quote what nobody knows to be secret
	}
	if file != nil {
		if body, ok := file.Body.(*hclsyntax.Body); ok {
			decideBody(body)
		}
	}
	return file, diags
}
