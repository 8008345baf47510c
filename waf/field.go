package waf

import (
	"net/url"
	"regexp"
	"strings"

	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// A field is the part of a request that a statement looks at.
// See https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-fields-list.html.
type field struct {
	kind string // as Terraform writes it: "uri_path", "single_header"
	name string // of a header or a query argument
	// transformations are applied to the text before it is looked at, in order.
	transformations []string
	incomplete      bool // there may be others
}

// readField reads what a statement looks at; ok is false when that is not known.
func readField(statement tf.Body) (f field, ok bool) {
	fields, complete := statement.Blocks("field_to_match")
	if len(fields) != 1 || !complete {
		return f, false
	}
	for _, kind := range []string{
		"uri_path", "query_string", "method", "body", "json_body", "single_header", "single_query_argument",
		"all_query_arguments", "headers", "cookies", "header_order", "ja3_fingerprint", "ja4_fingerprint", "uri_fragment",
	} {
		if blocks, _ := fields[0].Blocks(kind); len(blocks) > 0 {
			f.kind = kind
			name, _ := blocks[0].Attr("name").Literal()
			f.name = strings.ToLower(name)
		}
	}
	transformations, complete := statement.Blocks("text_transformation")
	f.incomplete = !complete
	for _, t := range transformations {
		kind, known := t.Attr("type").Literal()
		f.incomplete = f.incomplete || !known
		f.transformations = append(f.transformations, kind)
	}
	return f, f.kind != "" && (f.name != "" || !strings.HasPrefix(f.kind, "single_"))
}

// part returns what the request holds in the field, transformed.
func (f field) part(r *Request) Part {
	p := f.raw(r)
	if p.state != partPresent || len(f.transformations) == 0 && !f.incomplete {
		return p
	}
	if f.incomplete {
		return Part{}
	}
	for _, kind := range f.transformations {
		text, ok := transformed(p.text, kind)
		if !ok {
			return Part{}
		}
		p.text = text
	}
	return p
}

func (f field) raw(r *Request) Part {
	switch f.kind {
	case "uri_path":
		if r.Path.IsEmpty() {
			return Part{}
		}
		return Holding(r.Path)
	case "query_string":
		return r.Query
	case "all_query_arguments", "single_query_argument":
		if r.Query.state == partAbsent {
			return Absent()
		}
		return f.argument(r.Query)
	case "method":
		return r.method()
	case "single_header":
		return r.header(f.name)
	case "body", "json_body":
		return r.body()
	}
	return Part{}
}

// argument returns an argument of a query that is known.
func (f field) argument(query Part) Part {
	literal, ok := query.text.Literal()
	values, err := url.ParseQuery(literal)
	if !ok || query.state != partPresent || err != nil || f.kind != "single_query_argument" {
		return Part{}
	}
	for name, value := range values {
		if strings.EqualFold(name, f.name) && len(value) == 1 {
			return Holding(symbol.Literal(value[0]))
		}
	}
	return Absent()
}

// plainText has none of the characters that transformations other than of case
// look for.
var plainText = regexp.MustCompile(`^[A-Za-z0-9/_.:=-]*$`)

// transformed applies a transformation; ok is false when its result is not
// known.
// See https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-transformation.html.
func transformed(t symbol.Text, kind string) (out symbol.Text, ok bool) {
	literal, known := t.Literal()
	switch kind {
	case "NONE":
		return t, true
	case "LOWERCASE":
		return t.MapLiterals(strings.ToLower), len(t.Symbols()) == 0
	case "URL_DECODE":
		decoded, err := url.QueryUnescape(literal)
		return symbol.Literal(decoded), known && err == nil
	case "COMPRESS_WHITE_SPACE", "HTML_ENTITY_DECODE", "REMOVE_NULLS", "REPLACE_NULLS", "REPLACE_COMMENTS", "JS_DECODE", "CSS_DECODE", "ESCAPE_SEQ_DECODE", "URL_DECODE_UNI", "UTF8_TO_UNICODE":
		return t, known && plainText.MatchString(literal)
	case "NORMALIZE_PATH", "NORMALIZE_PATH_WIN":
		return t, known && plainText.MatchString(literal) && !strings.Contains(literal, "//") && !strings.Contains(literal, "/.")
	}
	return t, false
}

// words names the field for people.
func (f field) words() string {
	switch f.kind {
	case "uri_path":
		return "path"
	case "single_header":
		return "header " + f.name
	case "single_query_argument":
		return "query argument " + f.name
	}
	return strings.ReplaceAll(f.kind, "_", " ")
}
