package lint

// ShareBy sets how many goroutines share the work, however few the distributions.
func (s *Settings) ShareBy(n int) { s.shareBy = n }
