package lsp

import (
	"bytes"
	"path/filepath"
	"strings"

	"github.com/no403/no403/lint"
	"github.com/no403/no403/tf"
)

// ignorePlace returns the insertion of a comment that says that a finding is
// known. It lacks the reason, without which it does not count: that is for whoever
// knows it to write. ok is false where there can be no comment.
func ignorePlace(a *analysis, f lint.Finding) (at insertion, ok bool) {
	at, ok = a.commentAbove(f.Decision.Range, f.Rule.Slug)
	if ok {
		return at, true
	}
	a.asking.Lock()
	holder := a.config.Resource(f.Decision.Holder)
	a.asking.Unlock()
	if holder == nil {
		return at, false
	}
	return a.commentAbove(holder.Range, f.Rule.Slug)
}

// commentAbove returns the insertion of the comment in a line of its own above
// the first line of a range. ok is false in the middle of an argument, where the
// line may be one of a text, and in JSON, which has no comments.
func (a *analysis) commentAbove(r tf.Range, slug string) (at insertion, ok bool) {
	source := a.texts[r.File]
	if r.Start.Line == 0 || source == nil || strings.HasSuffix(r.File, ".json") {
		return at, false
	}
	start, line := text{source: source}.line(r.Start.Line - 1)
	around := spotAt(source, filepath.FromSlash(r.File), start)
	if arg := around.attribute; arg != nil && arg.SrcRange.Start.Byte < start {
		return at, false
	}
	indent := line[:len(line)-len(bytes.TrimLeft(line, " \t"))]
	end := "\n"
	if bytes.HasPrefix(source[start+len(line):], []byte("\r\n")) {
		end = "\r\n"
	}
	comment := string(indent) + "# no403:ignore " + slug + " " + end
	return insertion{file: r.File, from: start, to: start, text: comment}, true
}
