package functions

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/no403/no403/limits"
)

// Limits on what a recursive parser and evaluator are asked to follow. A source
// shorter than maxPlain does not reach what the stack can bear.
const (
	maxPlain     = 16 << 10 // bytes
	maxOperators = 100_000
)

// TooDeep reports whether a file of Terraform source has more brackets within
// brackets than most, or more operators than can be followed.
func TooDeep(src []byte, most int) bool {
	if most >= limits.Nesting && len(src) <= maxPlain {
		return false
	}
	tokens, _ := hclsyntax.LexConfig(src, "", hcl.InitialPos)
	return nested(tokens, most)
}

// TooDeepTemplate is TooDeep for a template.
func TooDeepTemplate(src []byte, most int) bool {
	if most >= limits.Nesting && len(src) <= maxPlain {
		return false
	}
	tokens, _ := hclsyntax.LexTemplate(src, "", hcl.InitialPos)
	return nested(tokens, most)
}

func nested(tokens hclsyntax.Tokens, most int) bool {
	depth, operators := 0, 0
	for _, t := range tokens {
		switch t.Type {
		case hclsyntax.TokenOBrace, hclsyntax.TokenOBrack, hclsyntax.TokenOParen, hclsyntax.TokenTemplateInterp:
			depth++
		case hclsyntax.TokenCBrace, hclsyntax.TokenCBrack, hclsyntax.TokenCParen, hclsyntax.TokenTemplateSeqEnd:
			depth = max(0, depth-1)
		case hclsyntax.TokenPlus, hclsyntax.TokenMinus, hclsyntax.TokenStar, hclsyntax.TokenSlash, hclsyntax.TokenPercent,
			hclsyntax.TokenEqualOp, hclsyntax.TokenNotEqual, hclsyntax.TokenLessThan, hclsyntax.TokenLessThanEq,
			hclsyntax.TokenGreaterThan, hclsyntax.TokenGreaterThanEq, hclsyntax.TokenAnd, hclsyntax.TokenOr,
			hclsyntax.TokenBang, hclsyntax.TokenQuestion:
			operators++
		case hclsyntax.TokenTemplateControl: // if and for nest without brackets
			depth++
			operators++
		}
		if depth > most || operators > maxOperators {
			return true
		}
	}
	return false
}

// tooDeep reports whether brackets, or signs before one operand, are nested
// deeper than a recursive parser should follow. It does not know strings and
// comments from the rest.
func tooDeep(src string) bool {
	depth, signs := 0, 0
	for i := range len(src) {
		switch src[i] {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			depth = max(0, depth-1)
		case '!', '-':
			signs++
			if signs > limits.Nesting {
				return true
			}
			continue
		case ' ', '\t', '\n', '\r':
			continue
		}
		signs = 0
		if depth > limits.Nesting {
			return true
		}
	}
	return false
}
