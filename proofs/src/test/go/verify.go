// Checks proofs as an outsider: with Go's verifiers of transparency logs, and nothing of ours.
//
// usage: verify VKEY < PROOF, a tlog-proof: prints the leaf if it is in the signed tree
//
//	verify VKEY OLDER NEWER < HASHES, files with signed notes: whether the newer tree begins
//	with the older one
package main

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func main() {
	err := run(os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) error {
	verifier, err := note.NewVerifier(args[0])
	if err != nil {
		return err
	}
	text, err := io.ReadAll(os.Stdin)
	if err != nil {
		return err
	}
	if len(args) == 3 {
		return extends(verifier, args[1], args[2], string(text))
	}
	return includes(verifier, text)
}

func includes(verifier note.Verifier, text []byte) error {
	head, checkpoint, found := bytes.Cut(text, []byte("\n\n"))
	if !found {
		return fmt.Errorf("no checkpoint")
	}
	lines := strings.Split(string(head), "\n")
	if len(lines) < 3 || lines[0] != "c2sp.org/tlog-proof@v1" {
		return fmt.Errorf("no proof")
	}
	leaf, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(lines[1], "extra "))
	if err != nil {
		return err
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[2], "index "), 10, 64)
	if err != nil {
		return err
	}
	proof, err := hashes(lines[3:])
	if err != nil {
		return err
	}
	size, root, err := open(verifier, checkpoint)
	if err != nil {
		return err
	}
	if err := tlog.CheckRecord(proof, size, root, index, tlog.RecordHash(leaf)); err != nil {
		return err
	}
	fmt.Printf("%s\n", leaf)
	return nil
}

func extends(verifier note.Verifier, older, newer, text string) error {
	proof, err := hashes(strings.Fields(text))
	if err != nil {
		return err
	}
	before, err := os.ReadFile(older)
	if err != nil {
		return err
	}
	after, err := os.ReadFile(newer)
	if err != nil {
		return err
	}
	from, fromRoot, err := open(verifier, before)
	if err != nil {
		return err
	}
	to, toRoot, err := open(verifier, after)
	if err != nil {
		return err
	}
	return tlog.CheckTree(proof, to, toRoot, from, fromRoot)
}

func hashes(lines []string) ([]tlog.Hash, error) {
	var all []tlog.Hash
	for _, line := range lines {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return nil, err
		}
		all = append(all, hash)
	}
	return all, nil
}

// open reads size and root of a checkpoint that the key has signed.
func open(verifier note.Verifier, checkpoint []byte) (int64, tlog.Hash, error) {
	signed, err := note.Open(checkpoint, note.VerifierList(verifier))
	if err != nil {
		return 0, tlog.Hash{}, err
	}
	lines := strings.Split(signed.Text, "\n")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return 0, tlog.Hash{}, err
	}
	root, err := tlog.ParseHash(lines[2])
	return size, root, err
}
