package cloudfront

import (
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// An ErrorPage is a custom_error_response: what viewers get in place of an
// error.
// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/GeneratingCustomErrorResponses.html.
type ErrorPage struct {
	Block tf.Block
	// Code is the status that is replaced, 0 when it is not known.
	Code int64
	// Status is the status that viewers get instead, 0 when it stays or is not
	// known.
	Status int64
	// Path is the page, empty when the response only changes how long the
	// error is cached.
	Path tf.Value
}

func (d *Distribution) readErrorPages() {
	blocks, complete := d.Resource.Body.Blocks("custom_error_response")
	d.pagesComplete = complete
	for _, b := range blocks {
		p := ErrorPage{Block: b, Path: b.Attr("response_page_path")}
		p.Code, _ = b.Attr("error_code").Int()
		p.Status, _ = b.Attr("response_code").Int()
		d.pages = append(d.pages, p)
	}
}

// ErrorPages returns the error pages that are known.
func (d *Distribution) ErrorPages() []ErrorPage { return d.pages }

// ErrorPage returns the page for a status, nil when there is none. known is
// false when there may be one.
func (d *Distribution) ErrorPage(status int64) (page *ErrorPage, known bool) {
	known = d.pagesComplete
	for i := range d.pages {
		switch p := &d.pages[i]; {
		case p.Code == status && !p.Path.Unset():
			return p, true
		case p.Code == 0:
			known = false
		}
	}
	return nil, known
}

// ReplacesError tells whether a 403 that answers a request turns into another
// status for the viewer: there is a page for it, and CloudFront can fetch that
// page. because is a clause for people.
func (d *Distribution) ReplacesError(r Request) (replaced symbol.Truth, because string) {
	page, known := d.ErrorPage(403)
	switch {
	case page == nil && known:
		return symbol.False, "no custom_error_response replaces a 403"
	case page == nil:
		return symbol.Unknown, "the error responses are not all known from this input"
	case page.Status == 403:
		return symbol.False, "the error page keeps the status 403"
	}
	return d.Fetches(page, r)
}

// Fetches tells whether CloudFront can fetch an error page for the answer to a
// request. because is a clause for people.
// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html.
func (d *Distribution) Fetches(page *ErrorPage, r Request) (fetched symbol.Truth, because string) {
	path, ok := page.Path.Literal()
	if !ok {
		return symbol.Unknown, "the path of the error page is not known from this input"
	}
	fetch := Request{Method: "GET", Scheme: r.Scheme, Host: r.Host, Path: path}
	b := d.BehaviorFor(fetch)
	if b == nil {
		return symbol.Unknown, "the behavior that serves the error page is not known from this input"
	}
	return b.servesPage(fetch)
}

// AnswersNotFound tells whether the origin answers 404 to a request for what it
// does not have; because is a clause for people. A server is taken to do so.
func (d *Distribution) AnswersNotFound(r Request) (found symbol.Truth, because string) {
	b := d.BehaviorFor(r)
	if b == nil {
		return symbol.Unknown, "the cache behavior of this request is not known from this input"
	}
	o, _ := b.Origin()
	if o == nil {
		return symbol.Unknown, "the origin is not known from this input"
	}
	switch kind := o.Endpoint().Kind; kind {
	case S3REST, S3Website:
		switch list := o.S3List(r); list {
		case symbol.False:
			return list, "S3 answers 403 for what the bucket does not hold"
		case symbol.Unknown:
			return list, "whether S3 answers 404 for what the bucket does not hold is not known from this input"
		}
		return symbol.True, "S3 answers 404 for what the bucket does not hold"
	case OtherKind, LoadBalancer:
		return symbol.True, kind.String() + " answers 404 for what it does not have"
	default:
		return symbol.Unknown, "what " + kind.String() + " answers is not known from this input"
	}
}

// servesPage tells whether the origin of the behavior hands over an error
// page.
func (b *Behavior) servesPage(r Request) (served symbol.Truth, because string) {
	o, _ := b.Origin()
	if o == nil {
		return symbol.Unknown, "the origin of the error page is not known from this input"
	}
	switch kind := o.Endpoint().Kind; kind {
	case S3REST, S3Website:
	case UnknownKind, ObjectLambda, MultiRegionPoint, DirectoryBucket:
		return symbol.Unknown, "the origin of the error page is not known from this input"
	case LambdaURL:
		if a := o.InvokeURL(); a.Verdict == URLUnsigned || a.Verdict == URLNotGranted {
			return symbol.False, "the error page " + r.Path + " cannot be had either"
		}
		return symbol.True, "the error page " + r.Path + " comes from " + kind.String()
	default:
		if kind == LoadBalancer && o.Listener(b, r).Refused() {
			return symbol.False, "the error page " + r.Path + " cannot be had either"
		}
		return symbol.True, "the error page " + r.Path + " comes from " + kind.String()
	}
	switch a := o.S3Read(r); a.Verdict {
	case Granted:
		return symbol.True, "a 403 is replaced by the error page " + r.Path
	case NotKnown:
		return symbol.Unknown, a.Because
	default:
		return symbol.False, "the error page " + r.Path + " cannot be read either"
	}
}
