// Package rules holds the rules, one file for each, and their registry.
package rules

import (
	"slices"

	"github.com/no403/no403/lint"
)

// All returns the rules in the order in which CloudFront asks them.
func All() []*lint.Rule { return slices.Concat(atEdge(), atOrigin(), afterwards()) }

// atEdge returns the gates that CloudFront itself puts in the way.
func atEdge() []*lint.Rule {
	return []*lint.Rule{
		aliasMissing,
		geoCodeWrong,
		geoOwnCountryBlocked,
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
		signingKeyNotTrusted,
		publicPathSigned,
		signaturesMisplaced,
		signedOnly,
		functionRefusesEveryone,
		functionAnswers403,
	}
}

// atOrigin returns those of the origins, kind by kind.
func atOrigin() []*lint.Rule {
	return []*lint.Rule{
		hostHeaderToS3,
		hostHeaderToLambdaURL,
		hostHeaderToAPIGateway,
		hostHeaderToDistribution,
		apiMappingMissing,
		apiEndpointDisabled,
		apiStageMissing,
		apiPathNotRouted,
		apiUnsigned,
		apiPolicyRefuses,
		apiKeyMissing,
		apiKeyWithoutPlan,
		distributionChainTooLong,
		innerDistributionRefuses,
		listenerHeaderMissing,
		listenerHostMismatch,
		listenerSourceIP,
		listenerPath403,
		listenerDefault403,
		originWebACLBlocks,
		lambdaURLUnsigned,
		lambdaURLNotGranted,
		lambdaURLPayloadNotHashed,
		s3RequesterPays,
		s3AccessPointRefuses,
		s3ObjectLambdaRefuses,
		s3MultiRegionRefuses,
		s3DirectoryBucketUnsigned,
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
	}
}

// afterwards returns those that an origin which lets CloudFront in may still put
// in the way.
func afterwards() []*lint.Rule {
	return []*lint.Rule{
		s3ObjectArchived,
		s3ObjectNotOwned,
		failoverRefused,
		rootObjectMissing,
		rootObjectSlash,
		rootObjectElsewhere,
		missingKey403,
		errorPage403,
	}
}
