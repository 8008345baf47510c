// Package differential compares package iam with another policy engine, that
// of MinIO, on the part of the policy language that both know: what anonymous
// callers may read from a bucket.
//
// The two were written independently, so a mistake is unlikely to be in both.
// Where they differ and AWS's documentation sides with iam, the generator of
// the policies leaves the case out and names the page. There is nothing here
// but the test.
//
// It is a module of its own so that MinIO's dependencies, and its license
// (AGPL-3.0), stay out of ours. Run "go test ./..." in this directory.
package differential
