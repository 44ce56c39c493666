package change

import "testing"

func told(next <-chan struct{}) bool {
	select {
	case <-next:
		return true
	default:
		return false
	}
}

func TestSignal(t *testing.T) {
	s := NewSignal()
	first, second := s.Next(), s.Next()
	if told(first) {
		t.Error("told of nothing")
	}
	s.Tell()
	later := s.Next()
	if !told(first) || !told(second) {
		t.Error("not everybody is told")
	}
	if told(later) {
		t.Error("told of what was before")
	}
	handler := s.Handler()
	for what, call := range map[string]func(){
		"add":    func() { handler.OnAdd(nil, false) },
		"update": func() { handler.OnUpdate(nil, nil) },
		"delete": func() { handler.OnDelete(nil) },
	} {
		next := s.Next()
		if call(); !told(next) {
			t.Errorf("not told of: %s", what)
		}
	}
}
