package fix

import "github.com/no403/no403/tf"

// letInvoke lets CloudFront invoke the function behind a URL. That takes two
// permissions: to call the URL, and to invoke the function.
// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-lambda.html.
func letInvoke(c *cause) []*proposal {
	answer := c.o.InvokeURL()
	if answer.URL == nil {
		return nil
	}
	title := "let " + c.d.Resource.Address + " call " + answer.Action
	both := "let " + c.d.Resource.Address + " call lambda:InvokeFunctionUrl and lambda:InvokeFunction"
	return append(one(title, true, c.permit(answer.URL, answer.Permission, answer.Action)),
		one(both, true, c.permit(answer.URL, answer.Permission, "lambda:InvokeFunctionUrl", "lambda:InvokeFunction"))...)
}

// permit writes permissions for the function of a URL, behind a permission that
// it has already, or behind the URL.
func (c *cause) permit(url, beside *tf.Resource, actions ...string) []edit {
	if beside == nil {
		beside = url
	}
	source, ok := c.reach(scopeOf(url), c.d.Resource, "arn")
	f, b := c.block(beside.Range)
	own, urlBlock := c.block(url.Range)
	if !ok || b == nil || urlBlock == nil || moduleOf(beside.Calls) != moduleOf(url.Calls) || urlBlock.Body.Attributes["function_name"] == nil {
		return nil
	}
	var blocks []string
	for _, action := range actions {
		lines := []string{c.repeats(url)}
		for _, argument := range []string{"function_name", "qualifier"} {
			if attr := urlBlock.Body.Attributes[argument]; attr != nil {
				lines = append(lines, argument+" = "+own.source(attr.Expr.Range()))
			}
		}
		lines = append(lines, "action = "+quote(action), "principal = "+quote(service), "source_arn = "+source)
		name := "cloudfront_function"
		if action == "lambda:InvokeFunctionUrl" {
			name = "cloudfront_url"
			lines = append(lines, `function_url_auth_type = "AWS_IAM"`)
		}
		blocks = append(blocks, resource("aws_lambda_permission", c.freeName(dirOf(url), name, "aws_lambda_permission"), lines...))
	}
	return f.afterBlock(b, blocks...)
}
