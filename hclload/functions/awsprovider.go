package functions

import (
	"errors"
	"fmt"
	"strings"

	"github.com/zclconf/go-cty/cty"
)

// awsProvider returns the functions that the aws provider defines. They are
// called by the provider's usual name.
// See https://registry.terraform.io/providers/hashicorp/aws/latest/docs/functions/arn_parse.
func awsProvider() funcs {
	parsed := cty.Object(map[string]cty.Type{
		"partition": cty.String, "service": cty.String, "region": cty.String, "account_id": cty.String, "resource": cty.String,
	})
	return funcs{
		ProviderPrefix + "aws::arn_build": pure(cty.String, []string{"partition", "service", "region", "account_id", "resource"}, func(args []string) (cty.Value, error) {
			return stringVal("arn:" + strings.Join(args, ":"))
		}),
		ProviderPrefix + "aws::arn_parse": pure(parsed, []string{"arn"}, func(args []string) (cty.Value, error) {
			fields, err := splitARN(args[0])
			if err != nil {
				return cty.NilVal, err
			}
			attrs := make(map[string]cty.Value, len(fields)-1)
			for i, name := range []string{"partition", "service", "region", "account_id", "resource"} {
				attrs[name] = cty.StringVal(fields[i+1])
			}
			return cty.ObjectVal(attrs), nil
		}),
		ProviderPrefix + "aws::trim_iam_role_path": onString(trimRolePath),
	}
}

// ProviderPrefix begins the names of functions that providers define.
const ProviderPrefix = "provider::"

func splitARN(arn string) ([]string, error) {
	const sections = 6
	fields := strings.SplitN(arn, ":", sections)
	if len(fields) != sections || fields[0] != "arn" {
		return nil, fmt.Errorf("%q is not an ARN: write arn:partition:service:region:account-id:resource", arn)
	}
	return fields, nil
}

// trimRolePath drops the path from the ARN of an IAM role.
func trimRolePath(arn string) (string, error) {
	fields, err := splitARN(arn)
	if err != nil {
		return "", err
	}
	resource := fields[len(fields)-1]
	if fields[2] != "iam" || fields[3] != "" || !strings.HasPrefix(resource, "role/") {
		return "", errors.New("this is not the ARN of an IAM role")
	}
	fields[len(fields)-1] = "role/" + resource[strings.LastIndexByte(resource, '/')+1:]
	return strings.Join(fields, ":"), nil
}
