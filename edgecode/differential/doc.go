// Package differential compares package edgecode with a whole JavaScript
// engine, goja: what both say that random code makes of a request. There is
// nothing here but the test.
//
// It is a module of its own so that the engine stays out of our dependencies.
// Run "go test ./..." in this directory.
package differential
