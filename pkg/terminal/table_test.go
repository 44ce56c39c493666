package terminal

import "testing"

func TestCut(t *testing.T) {
	const table = "ID   TITLE\na    short   \nb    one that is much too long for it to stand in one line\n"
	for _, test := range []struct {
		live    bool
		columns int
		want    string
	}{
		{false, 40, table},
		{true, 20, table}, // no terminal is so narrow that it could be read
		{true, 40, "ID   TITLE\na    short\nb    one that is much too long for it t…\n"},
		{true, 49, "ID   TITLE\na    short\nb    one that is much too long for it to stand i…\n"},
		{true, 80, "ID   TITLE\na    short\nb    one that is much too long for it to stand in one line\n"},
	} {
		if got := (&Terminal{live: test.live, columns: test.columns}).Cut(table); got != test.want {
			t.Errorf("live %t, %d columns: %q", test.live, test.columns, got)
		}
	}
}

func TestEntry(t *testing.T) {
	const text = "Give the next hint, one that fits what is failing now"
	for shows, want := range map[bool]string{
		false: "  hint   Give the next hint, one that fits what is failing now\n",
		true:  "  hint   Give the next hint, one that\n         fits what is failing now\n",
	} {
		if got := (&Terminal{shows: shows, Width: 40}).Entry("hint", 6, text); got != want {
			t.Errorf("shows %t: %q", shows, got)
		}
	}
}
