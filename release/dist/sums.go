package dist

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
)

// SumsFile is the name of the list of checksums beside the archives.
const SumsFile = "SHA256SUMS"

// Sums are the SHA-256 checksums of files, in hexadecimal, by the files' names.
type Sums map[string]string

// Sum reads the files in a directory and returns their checksums.
func Sum(dir string, files []string) (Sums, error) {
	sums := Sums{}
	for _, name := range files {
		sum, err := sumOf(filepath.Join(dir, name))
		if err != nil {
			return nil, fmt.Errorf("checksum of %s: %w", name, err)
		}
		sums[name] = sum
	}
	return sums, nil
}

func sumOf(file string) (string, error) {
	in, err := os.Open(file)
	if err != nil {
		return "", err
	}
	defer in.Close()
	hash := sha256.New()
	if _, err := io.Copy(hash, in); err != nil {
		return "", err
	}
	return hex.EncodeToString(hash.Sum(nil)), nil
}

// Write writes the list in the form that `sha256sum --check` reads.
func (s Sums) Write(to io.Writer) error {
	for _, name := range slices.Sorted(maps.Keys(s)) {
		if _, err := fmt.Fprintf(to, "%s  %s\n", s[name], name); err != nil {
			return fmt.Errorf("write checksums: %w", err)
		}
	}
	return nil
}

var sumLine = regexp.MustCompile(`^([0-9a-f]{64}) [ *]([^/ ]+)$`)

// ReadSums reads a list of checksums.
func ReadSums(from io.Reader) (Sums, error) {
	sums := Sums{}
	lines := bufio.NewScanner(from)
	for number := 1; lines.Scan(); number++ {
		found := sumLine.FindStringSubmatch(lines.Text())
		if found == nil {
			return nil, fmt.Errorf("read checksums: line %d is not a checksum and a file name", number)
		}
		sums[found[2]] = found[1]
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("read checksums: %w", err)
	}
	return sums, nil
}
