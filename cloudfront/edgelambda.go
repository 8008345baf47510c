package cloudfront

import (
	"fmt"
	"path"
	"strings"

	"github.com/no403/no403/edgecode"
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// lambda returns a Lambda function. Its code is known when the configuration
// makes the archive of files at hand.
func (m *Model) lambda(arn tf.Value, event edgecode.Event) *edgeFunction {
	f := &edgeFunction{event: event, name: arn.Show()}
	t, _ := arn.Text()
	r := m.lambdaBehind(t)
	if r == nil {
		return f
	}
	key := fmt.Sprint(event, " ", r.Address)
	if known := m.functions[key]; known != nil {
		return known
	}
	m.functions[key] = f
	f.name, f.resource, f.at = r.Address, r, r.Body.Attr("filename")
	runtime, _ := r.Body.Attr("runtime").Literal()
	entry, ok := r.Body.Attr("handler").Literal()
	if !ok || !strings.HasPrefix(runtime, "nodejs") {
		return f
	}
	i := strings.LastIndexByte(entry, '.')
	archive := m.archive(f.at)
	if i < 0 || archive == nil {
		return f
	}
	f.handler = entry[i+1:]
	if f.source, f.file, ok = m.archived(archive, entry[:i]); ok {
		f.parse(m)
	}
	return f
}

// lambdaBehind returns the function of which a text is the ARN, of the function
// or of one of its versions.
func (m *Model) lambdaBehind(t symbol.Text) *tf.Resource {
	var found *tf.Resource
	for _, s := range t.Symbols() {
		r := m.cfg.Resource(s.Address)
		if r == nil || r.Data || r.Type != "aws_lambda_function" || found != nil && found != r {
			return nil
		}
		found = r
	}
	return found
}

// archive returns the archive_file that makes a file, nil when it is not known
// or when there are several.
// See https://registry.terraform.io/providers/hashicorp/archive/latest/docs/data-sources/file.
func (m *Model) archive(file tf.Value) *tf.Resource {
	t, ok := file.Text()
	if !ok {
		return nil
	}
	if s, sole := t.Sole(); sole {
		if r := m.cfg.Resource(s.Address); r != nil && r.Type == "archive_file" {
			return r
		}
		return nil
	}
	var found *tf.Resource
	for _, r := range append(m.cfg.DataOfType("archive_file"), m.cfg.OfType("archive_file")...) {
		if made, ok := r.Body.Attr("output_path").Text(); !ok || made.Key() != t.Key() {
			continue
		}
		if found != nil {
			return nil
		}
		found = r
	}
	return found
}

// archived returns the file of an archive that holds a module of JavaScript.
func (m *Model) archived(archive *tf.Resource, module string) (source, file string, ok bool) {
	for _, ending := range []string{".js", ".mjs", ".cjs"} {
		if source, file, ok = m.member(archive, path.Clean(module)+ending); ok {
			return source, file, true
		}
	}
	return "", "", false
}

// member returns a file of an archive by its name in there.
func (m *Model) member(archive *tf.Resource, name string) (source, file string, ok bool) {
	body := archive.Body
	if one, ok := body.Attr("source_file").Literal(); ok && path.Base(one) == name {
		return m.readCode(one)
	}
	if dir, ok := body.Attr("source_dir").Literal(); ok && body.Attr("excludes").Unset() {
		return m.readCode(path.Join(dir, name))
	}
	if written, ok := body.Attr("source_content_filename").Literal(); ok && written == name {
		return text(body.Attr("source_content"))
	}
	sources, _ := body.Blocks("source")
	for _, s := range sources {
		if written, ok := s.Attr("filename").Literal(); ok && path.Clean(written) == name {
			return text(s.Attr("content"))
		}
	}
	return "", "", false
}

func (m *Model) readCode(name string) (source, file string, ok bool) {
	content, file, err := m.cfg.ReadFile(name)
	return string(content), file, err == nil
}

// text returns code that the configuration writes.
func text(v tf.Value) (source, file string, ok bool) {
	t, ok := v.Text()
	if v.Sensitive {
		return "", "", false
	}
	return t.Expand(func(symbol.Symbol) symbol.Text { return symbol.Literal(edgecode.Hole) }).String(), "", ok
}
