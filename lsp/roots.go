package lsp

import (
	"maps"
	"path/filepath"
	"slices"
	"time"

	"github.com/no403/no403/hclload"
	"github.com/no403/no403/settings"
)

// A repository holds roots and the modules that they use.
type repository struct {
	modules *hclload.Modules // nil before they were looked for
	looking bool
	again   bool     // something has changed since
	waiting []func() // for the modules
}

// A root is a root module that an open document is part of. It is linted by one
// goroutine at a time.
type root struct {
	dir      string
	changes  int         // of what it is made of, so far
	linting  bool        // a goroutine is about it
	timer    *time.Timer // until it is linted; nil without
	analysis *analysis   // the last one
	of       int         // the changes that it knows of
	waiting  []func(error)
	parsed   hclload.Parsed
}

// current reports whether the last analysis knows of all changes.
func (r *root) current() bool { return r.analysis != nil && r.of == r.changes }

// outdated notes that a file has changed, and returns the roots that are
// concerned.
func (s *server) outdated(path string) []*root {
	concerned := s.concerned(path)
	for _, r := range concerned {
		r.changes++
	}
	return concerned
}

// changed notes that a file has changed, and has its roots linted after a time
// in which there is no other change.
func (s *server) changed(path string, after time.Duration) {
	for _, r := range s.outdated(path) {
		s.lintAfter(r, after)
	}
}

// saved has the roots of a document linted, after a look at which those are.
func (s *server) saved(d *document) {
	repo := s.repository(d.path)
	switch {
	case repo == nil:
	case repo.looking:
		repo.again = true
	case repo.modules != nil && repo.modules.Update(d.path, d.source):
		s.settle()
	}
	s.changed(d.path, 0)
}

// settle adds the roots that open documents are part of and that nobody knew
// of, and forgets those that none is part of any more.
func (s *server) settle() {
	used, kept := make(map[string]bool), make(map[*repository]bool)
	for _, d := range s.documents {
		kept[s.repository(d.path)] = true
		for _, dir := range s.rootsOf(d.path) {
			used[dir] = true
			if s.roots[dir] == nil {
				s.roots[dir] = &root{dir: dir}
				s.lintAfter(s.roots[dir], 0)
			}
		}
	}
	for dir, r := range s.roots {
		if !used[dir] {
			r.stop()
			delete(s.roots, dir)
			r.served(errClosed)
		}
	}
	for top, repo := range s.repos {
		if !kept[repo] && !repo.looking {
			delete(s.repos, top)
		}
	}
	s.publish()
}

// concerned returns the roots that a file matters for: those that use its
// module, and those that have read it for another reason. Roots that nobody
// knew of are added.
func (s *server) concerned(path string) []*root {
	var concerned []*root
	if hclload.IsSource(path) {
		for _, dir := range s.rootsOf(path) {
			if s.roots[dir] == nil {
				s.roots[dir] = &root{dir: dir}
			}
			concerned = append(concerned, s.roots[dir])
		}
	}
	for _, dir := range slices.Sorted(maps.Keys(s.roots)) {
		if r := s.roots[dir]; !slices.Contains(concerned, r) && r.reads(path) {
			concerned = append(concerned, r)
		}
	}
	return concerned
}

// reads reports whether the root may depend on a file that is not part of its
// modules.
func (r *root) reads(path string) bool {
	return !hclload.IsSource(path) && isBelow(r.dir, path) || r.analysis.reads(path) || filepath.Base(path) == settings.Name && isBelow(filepath.Dir(path), r.dir)
}

// isBelow reports whether a path leads to what is in a directory, or to that.
func isBelow(dir, path string) bool {
	below, err := filepath.Rel(dir, path)
	return err == nil && filepath.IsLocal(below)
}

// rootsOf returns the directories of the roots that a file is part of. There
// are none before the modules of its repository were looked for.
func (s *server) rootsOf(path string) []string {
	if !hclload.IsSource(path) {
		return nil
	}
	repo := s.repository(path)
	if repo == nil || repo.modules == nil {
		return nil
	}
	return repo.modules.RootsOf(filepath.Dir(path))
}

// repository returns the repository that holds a file; nil when its directory
// does not exist.
func (s *server) repository(path string) *repository {
	top, _, err := hclload.Repository(filepath.Dir(path))
	if err != nil {
		return nil
	}
	repo := s.repos[top]
	if repo == nil {
		repo = &repository{}
		s.repos[top] = repo
		s.lookIn(top, repo)
	}
	return repo
}

// look looks again for the modules of the repository that holds a file.
func (s *server) look(path string) {
	if top, _, err := hclload.Repository(filepath.Dir(path)); err == nil && s.repos[top] != nil {
		s.lookIn(top, s.repos[top])
	}
}

func (s *server) lookIn(top string, repo *repository) {
	if repo.looking {
		repo.again = true
		return
	}
	repo.looking, repo.again = true, false
	loaded := s.loading(repo.modules == nil)
	var found *hclload.Modules
	var failed error
	s.background(func() { found, failed = hclload.FindModules(top) }, func(err error) {
		defer loaded()
		repo.looking = false
		if err == nil {
			err = failed
		}
		if err != nil {
			s.log(err.Error())
		} else {
			repo.modules = found
		}
		if repo.again {
			s.lookIn(top, repo)
			return
		}
		s.settle()
		waiting := repo.waiting
		repo.waiting = nil
		for _, then := range waiting {
			then()
		}
	})
}
