package iam

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/no403/no403/symbol"
)

// token is the token of the unknown variable with the given name.
func token(name string) string {
	return symbol.Token(symbol.Symbol{Address: "var." + name}, 1)
}

func text(s string) symbol.Text { return symbol.Parse(s) }

func texts(all ...string) []symbol.Text {
	out := make([]symbol.Text, len(all))
	for i, s := range all {
		out[i] = text(s)
	}
	return out
}

func parse(t testing.TB, document string) *Policy {
	t.Helper()
	p, err := Parse(document, nil)
	if err != nil {
		t.Fatalf("Parse(%s): %v", symbol.Strip(document), err)
	}
	return p
}

// statement parses one statement given by its members.
func statement(t testing.TB, members string) *Statement {
	t.Helper()
	p := parse(t, `{"Version": "2012-10-17", "Statement": {`+members+`}}`)
	return p.Statements[0]
}

var compareTexts = cmp.Options{
	cmp.Comparer(func(a, b symbol.Text) bool { return a.Key() == b.Key() }),
	cmp.AllowUnexported(Statement{}),
}

func TestParseShapes(t *testing.T) {
	for name, tc := range map[string]struct {
		members string
		want    Statement
	}{
		"strings": {
			`"Sid": "x", "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*"`,
			Statement{
				Sid: "x", Allow: true,
				Principals: []Principal{{Everyone, text("*")}},
				Actions:    texts("s3:GetObject"), Resources: texts("arn:aws:s3:::b/*"),
			},
		},
		"lists": {
			`"Effect": "Deny", "Principal": {"AWS": ["1", "2"], "Service": "s"}, "Action": ["a", "b"], "Resource": ["r", "q"]`,
			Statement{
				Principals: []Principal{{AWS, text("1")}, {AWS, text("2")}, {Service, text("s")}},
				Actions:    texts("a", "b"), Resources: texts("r", "q"),
			},
		},
		"negated": {
			`"Effect": "Deny", "NotPrincipal": {"CanonicalUser": "c", "Federated": "f"}, "NotAction": "a", "NotResource": "r"`,
			Statement{
				Principals:   []Principal{{CanonicalUser, text("c")}, {Federated, text("f")}},
				NotPrincipal: true, Actions: texts("a"), NotAction: true, Resources: texts("r"), NotResource: true,
			},
		},
		"condition values": {
			`"Effect": "Deny", "Action": "a", "Condition": {"Bool": {"z": false, "b": [true, 12, 1.50, "s"]}, "Null": {"a": "true"}}`,
			Statement{
				Actions: texts("a"),
				Conditions: []Condition{
					{"Bool", "z", texts("false")},
					{"Bool", "b", texts("true", "12", "1.50", "s")},
					{"Null", "a", texts("true")},
				},
			},
		},
		"last duplicate wins": {
			`"Effect": "Allow", "Effect": "Deny", "Action": "a", "Action": "b", "Condition": {"Bool": {"k": "1", "k": "2"}}`,
			Statement{Actions: texts("b"), Conditions: []Condition{{"Bool", "k", texts("2")}}},
		},
		"names in any case, null is absent": {
			`"effect": "Allow", "ACTION": "a", "Resource": null, "principal": {"aws": "1"}`,
			Statement{Allow: true, Actions: texts("a"), Principals: []Principal{{AWS, text("1")}}},
		},
		"symbols": {
			`"Effect": "` + token("e") + `", "Principal": "` + token("p") + `", "Action": "` + token("a") + `", "Resource": ` + token("r") +
				`, "Condition": {"Bool": "` + token("keys") + `", "StringLike": {"k": "` + token("v") + `"}}`,
			Statement{
				EffectUnknown: true,
				Principals:    []Principal{{UnknownKind, text(token("p"))}},
				Actions:       texts(token("a")), Resources: texts(token("r")),
				Conditions: []Condition{
					{"Bool", text(token("keys")).Key(), nil},
					{"StringLike", "k", texts(token("v"))},
				},
			},
		},
		"condition is a symbol": {
			`"Effect": "Allow", "Action": "a", "Condition": "` + token("c") + `"`,
			Statement{Allow: true, Actions: texts("a"), Conditions: []Condition{{Operator: text(token("c")).Key()}}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			tc.want.Index, tc.want.variables = 1, symbol.True
			if diff := cmp.Diff(&tc.want, statement(t, tc.members), compareTexts); diff != "" {
				t.Errorf("statement (-want +got):\n%s", diff)
			}
		})
	}
}

func TestParsePolicy(t *testing.T) {
	const allow = `{"Effect": "Allow", "Action": "a"}`
	for name, tc := range map[string]struct {
		document   string
		version    string
		statements int
		incomplete bool
	}{
		"object":            {`{"Statement": ` + allow + `}`, "", 1, false},
		"list":              {`{"Version": "2008-10-17", "Id": "i", "Statement": [` + allow + `, ` + allow + `]}`, "2008-10-17", 2, false},
		"empty":             {`{"Version": "2012-10-17", "Statement": []}`, "2012-10-17", 0, false},
		"version unknown":   {`{"Version": "` + token("v") + `", "Statement": []}`, "", 0, false},
		"symbol list":       {`{"Statement": "` + token("s") + `"}`, "", 0, true},
		"symbol statement":  {`{"Statement": ["` + token("s") + `", ` + allow + `]}`, "", 1, true},
		"bare token":        {`{"Statement": [` + token("s") + `, ` + allow + `]}`, "", 1, true},
		"bare comma":        {`{"Statement": [` + allow + token("s") + `]}`, "", 0, true},
		"whole document":    {" " + token("policy") + "\n", "", 0, true},
		"escaped quotation": {`{"Id": "\"", "Statement": ` + token("s") + `}`, "", 0, true},
	} {
		t.Run(name, func(t *testing.T) {
			p := parse(t, tc.document)
			if p.Version != tc.version || len(p.Statements) != tc.statements || p.Incomplete != tc.incomplete {
				t.Errorf("got version %q, %d statements, incomplete %t", p.Version, len(p.Statements), p.Incomplete)
			}
		})
	}
	p := parse(t, `{"Statement": ["`+token("s")+`", `+allow+`]}`)
	if got := p.Statements[0].String(); got != "statement 2" {
		t.Errorf("a statement after an unreadable one is called %q", got)
	}
}

func TestParseErrors(t *testing.T) {
	one := func(members string) string { return `{"Statement": [{` + members + `}]}` }
	for document, want := range map[string]string{
		``:                      `policy is not valid JSON at offset 0: unexpected end of JSON input`,
		`{"Statement": [}`:      `policy is not valid JSON at offset 16: invalid character '}' looking for beginning of value`,
		`{"` + token("x") + `"`: `policy is not valid JSON at offset 11: unexpected end of JSON input`,
		`[]`:                    `policy: must be an object`,
		`{}`:                    `policy: Statement is missing`,
		`{"Statement": null}`:   `policy: Statement is missing`,
		`{"Version": "2012-10-18", "Statement": []}`:                                 `policy: Version is "2012-10-18": write 2012-10-17`,
		`{"Version": 2012, "Statement": []}`:                                         `policy: Version must be a string`,
		`{"Statement": [], "Statements": []}`:                                        `policy: unknown element "Statements": the elements are Version, Id, Statement`,
		`{"Statement": "x"}`:                                                         `statement 1: must be an object`,
		one(`"Action": "a"`):                                                         `statement 1: Effect is missing: write Allow or Deny`,
		one(`"Effect": "allow", "Action": "a"`):                                      `statement 1: Effect is "allow": write Allow or Deny`,
		one(`"Effect": [], "Action": "a"`):                                           `statement 1: Effect must be a string`,
		one(`"Effect": "Deny"`):                                                      `statement 1: Action is missing`,
		one(`"Effect": "Deny", "Sid": 1, "Action": "a"`):                             `statement 1: Sid must be a string`,
		one(`"Effect": "Deny", "Action": [["a"]]`):                                   `statement 1: Action must be a string or a list of strings`,
		one(`"Effect": "Deny", "NotAction": 1`):                                      `statement 1: NotAction must be a string or a list of strings`,
		one(`"Effect": "Deny", "Action": "a", "NotAction": "a"`):                     `statement 1: Action and NotAction exclude each other: remove one`,
		one(`"Effect": "Deny", "Action": "a", "Principal": "x"`):                     `statement 1: Principal is "x": write "*" or an object such as {"AWS": "x"}`,
		one(`"Effect": "Deny", "Action": "a", "Principal": ["*"]`):                   `statement 1: Principal must be "*" or an object such as {"AWS": "..."}`,
		one(`"Effect": "Deny", "Action": "a", "Principal": {"User": "x"}`):           `statement 1: Principal has the key "User": write AWS, Service, Federated or CanonicalUser`,
		one(`"Effect": "Deny", "Action": "a", "Principal": {"AWS": 1}`):              `statement 1: Principal AWS must be a string or a list of strings`,
		one(`"Effect": "Deny", "Action": "a", "Condition": "x"`):                     `statement 1: Condition must be an object`,
		one(`"Effect": "Deny", "Action": "a", "Condition": {"Bool": "x"}`):           `statement 1: Condition Bool must be an object`,
		one(`"Effect": "Deny", "Action": "a", "Condition": {"Bool": {"k": {}}}`):     `statement 1: Condition Bool k must be a string, a boolean, a number or a list of these`,
		one(`"Effect": "Deny", "Action": "a", "Condition": {"Bool": {"k": [null]}}`): `statement 1: Condition Bool k must be a string, a boolean, a number or a list of these`,
		strings.Repeat(" ", maxDocument+1):                                           `policy of 1048577 bytes: the most this reads is 1048576`,
	} {
		_, err := Parse(document, nil)
		if err == nil || err.Error() != want {
			t.Errorf("Parse(%.80s)\n got %v\nwant %s", symbol.Strip(document), err, want)
		}
	}
}

func TestParseExpands(t *testing.T) {
	canonical := func(s symbol.Symbol) symbol.Text { return symbol.Literal("<" + s.Address + ">") }
	p, err := Parse(`{"Statement": {"Effect": "Allow", "Action": "s3:`+token("a")+`", "Condition": {"Bool": {"`+token("k")+`": "`+token("v")+`"}}}}`, canonical)
	if err != nil {
		t.Fatal(err)
	}
	want := &Statement{
		Index: 1, Allow: true, Actions: texts("s3:<var.a>"), variables: symbol.False,
		Conditions: []Condition{{"Bool", "<var.k>", texts("<var.v>")}},
	}
	if diff := cmp.Diff(want, p.Statements[0], compareTexts); diff != "" {
		t.Errorf("statement (-want +got):\n%s", diff)
	}
}
