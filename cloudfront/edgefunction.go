package cloudfront

import (
	"fmt"
	"strings"

	"github.com/no403/no403/edgecode"
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// edgeFunctions are the functions of a behavior that may meet a request, or the
// error that answers it.
type edgeFunctions struct {
	requests []*edgeFunction // in the order in which CloudFront asks them
	repairs  string          // names one at the origin response, for people
	complete bool            // all are known
	outcomes map[outcomeKey]EdgeOutcome
}

// An edgeFunction is code that CloudFront asks about a request.
type edgeFunction struct {
	event    edgecode.Event
	name     string       // for people
	resource *tf.Resource // what holds or names the code; nil when it is not here
	at       tf.Value     // the attribute that does

	model   *Model
	program *edgecode.Program // nil when the code is not known
	handler string
	source  string
	file    string // that holds the code and nothing else, as ranges name it
	ran     map[string]edgecode.Outcome
	// unanswered counts the requests for which its way is not known.
	unanswered int
}

// maxUnanswered is how often code may take too long before it is not asked any
// more: each time costs some milliseconds.
const maxUnanswered = 200

// edgeFunctions returns the functions of the behavior, read once.
func (b *Behavior) edgeFunctions() *edgeFunctions {
	if b.functions != nil {
		return b.functions
	}
	f := &edgeFunctions{outcomes: make(map[outcomeKey]EdgeOutcome)}
	b.functions = f
	m := b.Distribution.model
	functions, complete := b.Block.Blocks("function_association")
	for _, block := range functions {
		if event, ok := block.Attr("event_type").Literal(); !ok || event == "viewer-request" {
			f.requests = append(f.requests, m.viewerFunction(block.Attr("function_arn"), ok))
		}
	}
	lambdas, known := b.Block.Blocks("lambda_function_association")
	var atOrigin []*edgeFunction
	for _, l := range lambdas {
		arn := l.Attr("lambda_arn")
		switch event, ok := l.Attr("event_type").Literal(); {
		case !ok:
			f.repairs = arn.Show()
			atOrigin = append(atOrigin, &edgeFunction{event: edgecode.OriginLambda, name: arn.Show()})
		case event == "origin-response":
			f.repairs = arn.Show()
		case event == "viewer-request":
			f.requests = append(f.requests, m.lambda(arn, edgecode.ViewerLambda))
		case event == "origin-request":
			atOrigin = append(atOrigin, m.lambda(arn, edgecode.OriginLambda))
		}
	}
	f.requests = append(f.requests, atOrigin...)
	f.complete = complete && known
	return f
}

// viewerFunction returns a CloudFront function. certain tells that it is asked
// about requests.
func (m *Model) viewerFunction(arn tf.Value, certain bool) *edgeFunction {
	t, _ := arn.Text()
	f := &edgeFunction{event: edgecode.Function, name: arn.Show(), handler: "handler"}
	r := m.referred(t, "arn", "aws_cloudfront_function")
	if r == nil || r.Data {
		return f
	}
	f.name, f.resource, f.at = r.Address, r, r.Body.Attr("code")
	code, ok := f.at.Text()
	if !ok || !certain || f.at.Sensitive || r.Body.Attr("publish").Bool(true) != symbol.True {
		return f
	}
	if known := m.functions[r.Address]; known != nil {
		return known
	}
	m.functions[r.Address] = f
	f.source = code.Expand(func(symbol.Symbol) symbol.Text { return symbol.Literal(edgecode.Hole) }).String()
	f.file = m.fileWith(f.source)
	f.parse(m)
	return f
}

// title names the function and where it is asked, for people.
func (f *edgeFunction) title() string {
	if f.event == edgecode.OriginLambda {
		return "the origin-request function " + f.name
	}
	return "the viewer-request function " + f.name
}

func (f *edgeFunction) parse(m *Model) {
	f.model = m
	f.ran = make(map[string]edgecode.Outcome)
	if program, err := edgecode.Parse([]byte(f.source)); err == nil {
		f.program, program.Deadline = program, m.cfg.Deadline
	}
}

// fileWith returns the file of code that a text was read from, if one was.
func (m *Model) fileWith(source string) string {
	found := ""
	for name, content := range m.cfg.Sources {
		if !strings.HasSuffix(name, "js") || string(content) != source {
			continue
		}
		if found == "" || name < found {
			found = name
		}
	}
	return found
}

// outcome runs the code.
func (f *edgeFunction) outcome(in edgecode.Input) edgecode.Outcome {
	if f.program == nil || f.unanswered > maxUnanswered {
		return edgecode.Outcome{}
	}
	if len(f.ran) == 0 {
		// What it wants of any request is kept as a secret before anything is shown.
		f.model.keepTests(f.program.Run(f.handler, edgecode.Input{Event: f.event}))
	}
	in.Event = f.event
	key := fmt.Sprintf("%q", fmt.Sprint(in.Method, in.URI, in.Host, in.Query, in.Country, in.Bare, in.Headers))
	if o, ok := f.ran[key]; ok {
		return o
	}
	o := f.program.Run(f.handler, in)
	if len(o.Ends) == 0 {
		f.unanswered++
	}
	f.ran[key] = o
	for i, end := range o.Ends {
		o.Ends[i].Condition = f.model.shownCode(end.Condition)
	}
	return o
}

// line returns the place of a line of the code, counted from 1: in the file that
// holds it, or in the Terraform where the code is written. Otherwise it is the
// attribute.
func (f *edgeFunction) line(m *Model, n int) tf.Value {
	lines := strings.Split(f.source, "\n")
	if n < 1 || n > len(lines) {
		return f.at
	}
	file, at := f.file, n
	if file == "" {
		file, at = f.at.Range.File, f.at.Range.Start.Line+n
	}
	written := strings.Split(string(m.cfg.Sources[file]), "\n")
	code := strings.TrimSpace(lines[n-1])
	if at > len(written) || code == "" || strings.TrimSpace(written[at-1]) != code {
		return f.at
	}
	start := 1 + len(written[at-1]) - len(strings.TrimLeft(written[at-1], " \t"))
	place := f.at
	place.Range = tf.Range{File: file, Start: tf.Pos{Line: at, Column: start}, End: tf.Pos{Line: at, Column: start + len([]rune(code))}}
	return place
}
