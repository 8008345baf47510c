package waf

import (
	"net/url"
	"strings"

	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// A field is the part of a request that a statement looks at.
// See https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-fields-list.html.
type field struct {
	kind string // the block's name in Terraform
	name string // of a header or query argument, in lower case
	real string // the name as it is written
	ok   bool   // it is known from this input
}

// fieldKinds are the parts that a request may tell of; whatever else a
// statement looks at is not known.
var fieldKinds = []string{
	"uri_path", "query_string", "single_header", "method", "body", "single_query_argument", "all_query_arguments",
	"headers", "cookies", "header_order", "json_body", "ja3_fingerprint", "ja4_fingerprint", "uri_fragment", "asn",
}

func readField(b tf.Body) field {
	outer, complete := b.Blocks("field_to_match")
	if !complete || len(outer) != 1 {
		return field{}
	}
	f := field{}
	for _, kind := range fieldKinds {
		blocks, complete := outer[0].Blocks(kind)
		if !complete {
			return field{}
		}
		if len(blocks) == 0 {
			continue
		}
		if f.kind != "" {
			return field{}
		}
		f = field{kind: kind, ok: true}
		if kind == "single_header" || kind == "single_query_argument" {
			f.real, f.ok = blocks[0].Attr("name").Literal()
			f.name = strings.ToLower(f.real)
		}
	}
	return f
}

// in returns what the part of a request holds.
func (f field) in(r Request) content {
	if !f.ok {
		return content{}
	}
	switch f.kind {
	case "uri_path":
		return content{text: symbol.Literal(r.Path), whole: r.PathKnown}
	case "method":
		return content{text: symbol.Literal(r.Method), whole: r.Method != ""}
	case "query_string":
		return content{text: symbol.Literal(r.Query), whole: r.QueryKnown}
	case "single_query_argument":
		return f.argument(r)
	case "all_query_arguments":
		if r.QueryKnown && r.Query == "" {
			return content{absent: true, whole: true}
		}
	case "body":
		if r.Method == "GET" || r.Method == "HEAD" {
			return content{whole: true}
		}
	case "single_header":
		return headerContent(r.header(f.name))
	}
	return content{}
}

func headerContent(h Header) content {
	switch h.Presence {
	case Known:
		return content{text: h.Value, whole: true}
	case Absent:
		return content{absent: true, whole: true}
	}
	return content{}
}

func (f field) argument(r Request) content {
	if !r.QueryKnown {
		return content{}
	}
	values := make(map[string]int)
	found := content{absent: true, whole: true}
	for pair := range strings.SplitSeq(r.Query, "&") {
		name, value, _ := strings.Cut(pair, "=")
		decoded, err := url.QueryUnescape(name)
		if err != nil || !strings.EqualFold(decoded, f.name) {
			continue
		}
		values[f.name]++
		found = known(value)
	}
	if values[f.name] > 1 {
		return content{} // any of them may match
	}
	return found
}

// article returns words with the article that they need.
func (f field) article() string {
	if f.real != "" {
		return "the " + f.words()
	}
	return "a " + f.words()
}

// words names the part for people.
func (f field) words() string {
	switch f.kind {
	case "uri_path":
		return "path"
	case "single_header":
		return "header " + f.real
	case "single_query_argument":
		return "query argument " + f.real
	}
	return strings.ReplaceAll(f.kind, "_", " ")
}
