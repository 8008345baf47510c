package waf

import (
	"cmp"
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// transformations are what AWS WAF does to a part of a request before it looks
// at it, in order.
// See https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-transformation.html.
type transformations struct {
	names []string
	known bool
}

func readTransformations(b tf.Body) transformations {
	blocks, complete := b.Blocks("text_transformation")
	t := transformations{known: complete}
	type step struct {
		priority int64
		name     string
	}
	var steps []step
	for _, block := range blocks {
		name, ok := block.Attr("type").Literal()
		priority, numbered := block.Attr("priority").Int()
		if !ok || !numbered && len(blocks) > 1 {
			t.known = false
		}
		steps = append(steps, step{priority, name})
	}
	slices.SortStableFunc(steps, func(a, b step) int { return cmp.Compare(a.priority, b.priority) })
	for _, s := range steps {
		t.names = append(t.names, s.name)
	}
	return t
}

// apply returns the content transformed; ok is false when what comes out is not
// known.
func (t transformations) apply(c content) (out content, ok bool) {
	if !t.known {
		return c, false
	}
	for _, name := range t.names {
		if name == "NONE" || c.absent {
			continue
		}
		text, literal := c.text.Literal()
		if !literal {
			return content{}, false
		}
		if text, ok = transform(name, text); !ok {
			return content{}, false
		}
		if !c.whole && name != "LOWERCASE" {
			text = firstOf(text)
		}
		c.text = symbol.Literal(text)
	}
	return c, true
}

// firstOf returns the slash that a path still begins with when what follows is
// not known and may take a part of it away.
func firstOf(text string) string {
	if strings.HasPrefix(text, "/") {
		return "/"
	}
	return ""
}

// transform does one transformation; ok is false for those whose outcome AWS
// does not document to the last character.
func transform(name, s string) (out string, ok bool) {
	switch name {
	case "LOWERCASE":
		return strings.ToLower(s), true
	case "URL_DECODE":
		return urlDecode(s)
	case "URL_DECODE_UNI":
		out, ok := urlDecode(s)
		return out, ok && !strings.Contains(strings.ToLower(s), "%u")
	case "COMPRESS_WHITE_SPACE":
		return compressSpace(s), true
	case "REMOVE_NULLS":
		return strings.ReplaceAll(s, "\x00", ""), true
	case "REPLACE_NULLS":
		return strings.ReplaceAll(s, "\x00", " "), true
	case "HTML_ENTITY_DECODE":
		return s, !strings.Contains(s, "&")
	case "NORMALIZE_PATH", "NORMALIZE_PATH_WIN":
		if name == "NORMALIZE_PATH_WIN" {
			s = strings.ReplaceAll(s, `\`, "/")
		}
		return s, s == path.Clean(s) || s == path.Clean(s)+"/"
	case "ESCAPE_SEQ_DECODE", "JS_DECODE", "CSS_DECODE":
		return s, !strings.Contains(s, `\`)
	case "REPLACE_COMMENTS":
		return s, !strings.Contains(s, "/*")
	}
	return "", false
}

func urlDecode(s string) (string, bool) {
	if !strings.ContainsAny(s, "%+") {
		return s, true
	}
	out, err := url.QueryUnescape(s)
	return out, err == nil
}

func compressSpace(s string) string {
	var b strings.Builder
	blank := false
	for _, r := range s {
		if strings.ContainsRune("\f\t\n\r\v\u00a0", r) {
			r = ' '
		}
		if r == ' ' && blank {
			continue
		}
		blank = r == ' '
		b.WriteRune(r)
	}
	return b.String()
}
