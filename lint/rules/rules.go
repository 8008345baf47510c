// Package rules holds the rules, one file for each, and their registry.
package rules

import "github.com/no403/no403/lint"

// All returns the rules in the order in which CloudFront asks them.
func All() []*lint.Rule {
	return []*lint.Rule{
		aliasMissing,
		geoRestriction,
		geoNobodyAllowed,
		webACLDefaultBlock,
		webACLBlocksEveryone,
		webACLBlocksAllowedCountry,
		webACLBlocksBehavior,
		webACLBlocks,
		behaviorShadowed,
		httpsOnly,
		methodNotAllowed,
		preflightNotAllowed,
		signInPageSigned,
		signedOnly,
		hostHeaderToS3,
		hostHeaderToLambdaURL,
		hostHeaderToAPIGateway,
		hostHeaderToDistribution,
		apiStageMissing,
		originWebACLBlocks,
		lambdaURLUnsigned,
		lambdaURLNotGranted,
		s3RequesterPays,
		s3AccessPointRefuses,
		s3PolicyMissing,
		s3PolicyNamesAnother,
		s3PoliciesOverwrite,
		s3ExplicitDeny,
		s3NotPublic,
		s3WebsiteNotPublic,
		s3PublicAccessBlocked,
		s3WriteNotGranted,
		s3PreflightRefused,
		kmsKeyPolicy,
		kmsManagedKey,
		kmsNeedsAccessControl,
		s3ObjectArchived,
		rootObjectMissing,
		rootObjectSlash,
		rootObjectElsewhere,
		missingKey403,
	}
}
