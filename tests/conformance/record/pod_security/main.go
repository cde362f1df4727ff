// Reads pods as lines of JSON from standard input, and says of each what the evaluator of
// k8s.io/pod-security-admission forbids in it: a line of `level minor controls…` for each level and minor version asked for.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/pod-security-admission/api"
	"k8s.io/pod-security-admission/policy"
)

func main() {
	if len(os.Args) < 3 {
		fmt.Fprintln(os.Stderr, "usage: podsecurity FIRST LAST < pods.jsonl: minor versions, both included")
		os.Exit(2)
	}
	first, _ := strconv.Atoi(os.Args[1])
	last, _ := strconv.Atoi(os.Args[2])
	evaluator, err := policy.NewEvaluator(policy.DefaultChecks(), nil)
	if err != nil {
		panic(err)
	}
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<24)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for lines.Scan() {
		var pod corev1.Pod
		if err := json.Unmarshal(lines.Bytes(), &pod); err != nil {
			fmt.Fprintln(out, "unreadable:", err)
			continue
		}
		// The API server's default, which is set before a pod is judged.
		for i, volume := range pod.Spec.Volumes {
			if volume.VolumeSource == (corev1.VolumeSource{}) {
				pod.Spec.Volumes[i].EmptyDir = &corev1.EmptyDirVolumeSource{}
			}
		}
		var all []string
		for minor := first; minor <= last; minor++ {
			for _, level := range []api.Level{api.LevelBaseline, api.LevelRestricted} {
				version := api.LevelVersion{Level: level, Version: api.MajorMinorVersion(1, minor)}
				var reasons []string
				for _, result := range evaluator.EvaluatePod(version, &pod.ObjectMeta, &pod.Spec) {
					if !result.Allowed {
						reasons = append(reasons, result.ForbiddenReason)
					}
				}
				all = append(all, fmt.Sprintf("%s %d %s", level, minor, strings.Join(reasons, ",")))
			}
		}
		fmt.Fprintln(out, strings.Join(all, "|"))
	}
}
