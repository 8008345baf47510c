package differential_test

import (
	"encoding/json"
	"math/rand"
	"slices"
)

// A generator makes policies whose statements overlap, and requests for them.
//
// It writes nothing that only one of the engines reads. By AWS's grammar iam
// has to read more than the other one, which knows no Version 2008-10-17 (to
// have none means the same), no single statement outside of a list, no
// NotPrincipal, no principals but those of AWS, no statement without resources
// and no IfExists but that of NumericGreaterThan. Nor does it read ARNs of
// other partitions or with wildcards before the bucket, an empty Condition, a
// value twice in one, and numbers or booleans for a string. An element that
// nobody knows, on the other hand, it overlooks; iam does not.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
//
// The names of actions, keys and variables are in the case in which the other
// engine knows them. To AWS it does not matter.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
type generator struct {
	*rand.Rand
	// variables tells whether the policy in the making may have variables.
	variables bool
}

func pick[T any](g generator, from ...T) T { return from[g.Intn(len(from))] }

// some returns one string alone or several different ones as a list.
func (g generator) some(from []string) any {
	if g.Intn(2) == 0 {
		return pick(g, from...)
	}
	list := slices.Clone(from)
	g.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	return list[:1+g.Intn(min(3, len(list)))]
}

type document struct {
	Version   string `json:",omitempty"`
	Statement []statement
}

type statement struct {
	Effect      string `json:",omitempty"`
	Principal   any
	Action      any                       `json:",omitempty"`
	NotAction   any                       `json:",omitempty"`
	Resource    any                       `json:",omitempty"`
	NotResource any                       `json:",omitempty"`
	Condition   map[string]map[string]any `json:",omitempty"`
}

// document makes a policy, in JSON.
func (g generator) document() string {
	var d document
	if g.Intn(4) > 0 {
		d.Version = "2012-10-17"
		// Without this version AWS has no variables. The other engine has them
		// in every policy.
		// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-using-variables
		g.variables = g.Intn(3) == 0
	}
	for range 1 + g.Intn(4) {
		d.Statement = append(d.Statement, g.statement())
	}
	if g.Intn(50) == 0 {
		g.spoil(&d)
	}
	text, err := json.Marshal(d)
	if err != nil {
		panic(err)
	}
	return string(text)
}

// spoil makes the policy one that both engines refuse.
func (g generator) spoil(d *document) {
	s := &d.Statement[g.Intn(len(d.Statement))]
	switch g.Intn(7) {
	case 0:
		d.Version = "2012-10-18"
	case 1:
		s.Effect = "allow"
	case 2:
		s.Effect = ""
	case 3:
		s.Principal = "arn:aws:iam::111122223333:root"
	case 4:
		s.Action, s.NotAction = nil, nil
	case 5:
		s.Action, s.NotAction = "s3:*", "s3:GetObject"
	case 6:
		s.Resource, s.NotResource = "arn:aws:s3:::site/*", "arn:aws:s3:::other/*"
	}
}

// A subject is what a statement may be about. The other engine reads it only
// if its resources and its keys go with its actions; iam reads it in any case.
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
type subject struct {
	actions   []string
	resources []string
	listing   bool // has the keys of s3:ListBucket
	onlyLists bool // is about no other action
}

// subjects are one of objects, one of buckets and one of both.
//
// s3:GetObjectVersion is not among the actions: the other engine takes it for
// s3:GetObject as well, which AWS keeps apart.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
var subjects = []subject{
	{
		actions: []string{"s3:GetObject", "s3:Get*", "s3:GetObject*", "s3:Get?bject", "s3:*Object", "s3:PutObject"},
		resources: []string{
			"*", "arn:aws:s3:::*", "arn:aws:s3:::site*", "arn:aws:s3:::s?te/*", "arn:aws:s3:::site/*",
			"arn:aws:s3:::site/index.html", "arn:aws:s3:::site/*.html", "arn:aws:s3:::site/public/*",
			"arn:aws:s3:::site/p*c", "arn:aws:s3:::*/a?c", "arn:aws:s3:::site/?", "arn:aws:s3:::other/*",
		},
	},
	{
		actions:   []string{"s3:ListBucket", "s3:ListBucket*", "s3:List?ucket", "s3:ListBucketVersions"},
		resources: []string{"*", "arn:aws:s3:::*", "arn:aws:s3:::s*", "arn:aws:s3:::site", "arn:aws:s3:::s??e", "arn:aws:s3:::other"},
		listing:   true,
		onlyLists: true,
	},
	{
		actions:   []string{"*", "s3:*", "s3:List*", "s*:*t*"},
		resources: []string{"*", "arn:aws:s3:::*", "arn:aws:s3:::site*", "arn:aws:s3:::*e*"},
		listing:   true,
	},
}

func (g generator) statement() statement {
	s := statement{
		Effect: pick(g, "Allow", "Allow", "Deny"),
		Principal: pick[any](g, "*", "*", map[string]any{"AWS": "*"}, map[string]any{"AWS": []string{"*"}},
			map[string]any{"AWS": []string{"arn:aws:iam::111122223333:root", "*"}},
			map[string]any{"AWS": "arn:aws:iam::111122223333:root"}),
	}
	about := pick(g, subjects...)
	resources := about.resources
	if g.variables && !about.onlyLists {
		resources = append(slices.Clone(resources), "arn:aws:s3:::site/"+variable+"/*", "arn:aws:s3:::site/"+variable+"/a")
	}
	if g.Intn(4) > 0 {
		s.Resource = g.some(resources)
	} else {
		s.NotResource = g.some(resources)
	}
	if g.Intn(5) > 0 {
		s.Action = g.some(about.actions)
	} else {
		s.NotAction = g.some(about.actions)
		about.onlyLists = false
	}
	for range g.Intn(3) {
		operator, key, values := g.comparison(about)
		if s.Condition == nil {
			s.Condition = map[string]map[string]any{}
		}
		if s.Condition[operator] == nil {
			s.Condition[operator] = map[string]any{}
		}
		s.Condition[operator][key] = values
	}
	return s
}
