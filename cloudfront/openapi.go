package cloudfront

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/no403/no403/jsondepth"
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// An openAPI is what matters of the OpenAPI document that makes a REST API.
// See https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html.
type openAPI struct {
	Paths      map[string]map[string]json.RawMessage `json:"paths"`
	Security   json.RawMessage                       `json:"security"`
	Components struct {
		Schemes map[string]openAPIScheme `json:"securitySchemes"`
	} `json:"components"`
	Definitions map[string]openAPIScheme `json:"securityDefinitions"` // of version 2
	Policy      json.RawMessage          `json:"x-amazon-apigateway-policy"`
	Responses   json.RawMessage          `json:"x-amazon-apigateway-gateway-responses"`
	KeySource   json.RawMessage          `json:"x-amazon-apigateway-api-key-source"`
}

// An openAPIScheme is one way to authorize callers.
type openAPIScheme struct {
	Type, Name, In string
	AuthType       string `json:"x-amazon-apigateway-authtype"`
}

// maxOpenAPIDepth bounds the nesting of a document.
const maxOpenAPIDepth = 200

// openAPIOf reads the body of a REST API; ok is false when it has one that cannot
// be read as JSON. Without a body the document is empty.
func openAPIOf(api *tf.Resource) (doc openAPI, ok bool) {
	body := api.Body.Attr("body")
	if body.Unset() {
		return doc, true
	}
	t, known := body.Text()
	src := []byte(t.Key())
	if !known || jsondepth.Exceeds(src, maxOpenAPIDepth) || json.Unmarshal(src, &doc) != nil {
		return openAPI{}, false
	}
	// These may change the paths.
	return doc, api.Body.Attr("parameters").Unset()
}

// routes returns the routes of the document for an API. complete is false when
// there may be others.
func (doc openAPI) routes(api *tf.Resource) (routes []route, complete bool) {
	complete = true
	for p, operations := range doc.Paths {
		path, literal := symbol.Parse(p).Literal()
		for key, operation := range operations {
			method := strings.ToUpper(key)
			if key == "x-amazon-apigateway-any-method" {
				method = "ANY"
			}
			switch method {
			case "ANY", "GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH":
			case "$REF":
				complete = false
				continue
			default:
				continue
			}
			if !literal || !strings.HasPrefix(path, "/") {
				complete = false
				continue
			}
			r := route{method: method, path: path, resource: api}
			r.authorization, r.needsKey = doc.authorization(operation)
			routes = append(routes, r)
		}
	}
	slices.SortFunc(routes, func(a, b route) int { return strings.Compare(a.path+a.method, b.path+b.method) })
	return routes, complete
}

// authorization reads what an operation asks of callers. What security at the top
// of the document does is not documented, nor what several requirements do.
func (doc openAPI) authorization(operation json.RawMessage) (kind string, needsKey symbol.Truth) {
	var op struct {
		Security []map[string]json.RawMessage `json:"security"`
		Auth     json.RawMessage              `json:"x-amazon-apigateway-auth"`
		Ref      json.RawMessage              `json:"$ref"`
	}
	if json.Unmarshal(operation, &op) != nil || op.Auth != nil || op.Ref != nil || len(op.Security) > 1 || op.Security == nil && doc.Security != nil {
		return "", symbol.Unknown
	}
	kind, needsKey = "NONE", symbol.False
	for _, requirement := range op.Security {
		for name := range requirement {
			scheme, known := doc.Components.Schemes[name]
			if !known {
				scheme, known = doc.Definitions[name]
			}
			switch {
			case !known || scheme.Type != "apiKey" || scheme.In != "header":
				return "", symbol.Unknown
			case scheme.AuthType == "" && strings.EqualFold(scheme.Name, keyHeader):
				needsKey = symbol.True
			case scheme.AuthType == "awsSigv4":
				kind = "AWS_IAM"
			default:
				return "", symbol.Unknown
			}
		}
	}
	return kind, needsKey
}
