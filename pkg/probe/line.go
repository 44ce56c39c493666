package probe

import (
	"bufio"
	"encoding/base64"
	"io"
	"strconv"
	"strings"
)

// line is what the script says of one round of a try.
type line struct {
	index, round, code int
	// note is what the program said besides, body what it put out, each as it was:
	// it may be no text.
	note, body string
}

// parse reads a line of the log. Everything but a whole line with the probe's
// mark is something else's.
func parse(text, mark string, tries int) (line, bool) {
	fields := strings.Split(text, " ")
	if len(fields) != 7 || fields[0] != mark || fields[6] != "." {
		return line{}, false
	}
	var l line
	for i, number := range []*int{&l.index, &l.round, &l.code} {
		n, err := strconv.Atoi(fields[i+1])
		if err != nil || n < 0 {
			return line{}, false
		}
		*number = n
	}
	if l.index >= tries || l.round == 0 {
		return line{}, false
	}
	for i, text := range []*string{&l.note, &l.body} {
		if fields[i+4] == "-" {
			continue
		}
		decoded, err := base64.StdEncoding.DecodeString(fields[i+4])
		if err != nil {
			return line{}, false
		}
		*text = string(decoded)
	}
	return l, true
}

// longest is longer than any line of the script.
const longest = 64 << 10

// lines calls take with each line of a log that is not too long to be ours.
func lines(log io.Reader, take func(string)) error {
	reader := bufio.NewReaderSize(log, longest)
	for {
		text, more, err := reader.ReadLine()
		if err != nil {
			return err
		}
		if !more {
			take(string(text))
			continue
		}
		for more && err == nil {
			_, more, err = reader.ReadLine()
		}
	}
}
