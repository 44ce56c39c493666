package probe

import (
	_ "embed"
	"maps"
	"strconv"
	"strings"
	"time"

	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

//go:embed script.sh
var script string

// scratch is where the script works; nothing else can be written to.
const scratch = "/scratch"

// kept is for how many seconds a Job that has ended stays, for its reason to
// be read.
const kept = 10

// job is the Job of a probe.
func (p *Probe) job(room corev1.ResourceRequirements) *batchv1.Job {
	yes, no := true, false
	none, one, second := int32(0), int32(1), int64(1)
	ttl, deadline := int32(kept), int64(p.options.Deadline/time.Second)
	nobody := int64(65534)
	account := p.who.ServiceAccount
	if account == "" {
		account = "default"
	}
	marked := map[string]string{Label: p.mark}
	explained := map[string]string{Label + "-is": "what kubectl mastery verify asks with; it goes by itself"}
	labels := map[string]string{"app.kubernetes.io/managed-by": "kubectl-mastery"}
	maps.Copy(labels, marked)

	// The pod has the identity's labels, and one more by which it is known.
	ofPod := maps.Clone(marked)
	maps.Copy(ofPod, p.who.Labels)
	ofPod[Label] = p.mark

	keep := &files{}
	arguments := []string{p.mark, strconv.FormatFloat(p.options.Pause.Seconds(), 'f', -1, 64)}
	for _, t := range p.tries {
		arguments = append(arguments, t.words(p.mark, keep)...)
	}
	mounts := []corev1.VolumeMount{{Name: "scratch", MountPath: scratch}}
	volumes := []corev1.Volume{{Name: "scratch", VolumeSource: corev1.VolumeSource{EmptyDir: &corev1.EmptyDirVolumeSource{}}}}
	if len(keep.sources) > 0 {
		mode := int32(0o444)
		mounts = append(mounts, corev1.VolumeMount{Name: "tls", MountPath: tlsDirectory, ReadOnly: true})
		volumes = append(volumes, corev1.Volume{Name: "tls", VolumeSource: corev1.VolumeSource{
			Projected: &corev1.ProjectedVolumeSource{Sources: keep.sources, DefaultMode: &mode},
		}})
	}
	return &batchv1.Job{
		TypeMeta: metav1.TypeMeta{APIVersion: "batch/v1", Kind: "Job"},
		ObjectMeta: metav1.ObjectMeta{
			GenerateName: "probe-", Namespace: p.who.Namespace, Labels: labels, Annotations: explained,
		},
		Spec: batchv1.JobSpec{
			Parallelism: &one, Completions: &one, BackoffLimit: &none,
			ActiveDeadlineSeconds: &deadline, TTLSecondsAfterFinished: &ttl,
			Template: corev1.PodTemplateSpec{
				ObjectMeta: metav1.ObjectMeta{Labels: ofPod, Annotations: explained},
				Spec: corev1.PodSpec{
					RestartPolicy: corev1.RestartPolicyNever, TerminationGracePeriodSeconds: &second,
					ServiceAccountName: account, AutomountServiceAccountToken: &no, EnableServiceLinks: &no,
					// Never true, so that no Service sends it traffic.
					ReadinessGates: []corev1.PodReadinessGate{{ConditionType: Label}},
					NodeSelector:   map[string]string{corev1.LabelOSStable: "linux"},
					SecurityContext: &corev1.PodSecurityContext{
						RunAsNonRoot: &yes, RunAsUser: &nobody, RunAsGroup: &nobody,
						SeccompProfile: &corev1.SeccompProfile{Type: corev1.SeccompProfileTypeRuntimeDefault},
					},
					Containers: []corev1.Container{{
						Name: "probe", Image: p.options.Image, ImagePullPolicy: corev1.PullIfNotPresent,
						Command: []string{"sh", "-c"}, Args: literal(append([]string{script, "probe"}, arguments...)),
						WorkingDir: scratch, Resources: room, VolumeMounts: mounts,
						SecurityContext: &corev1.SecurityContext{
							AllowPrivilegeEscalation: &no, ReadOnlyRootFilesystem: &yes,
							Capabilities: &corev1.Capabilities{Drop: []corev1.Capability{"ALL"}},
						},
					}},
					Volumes: volumes,
				},
			},
		},
	}
}

// literal keeps the kubelet from reading $(NAME) in arguments as a variable.
func literal(arguments []string) []string {
	all := make([]string, 0, len(arguments))
	for _, a := range arguments {
		all = append(all, strings.ReplaceAll(a, "$", "$$"))
	}
	return all
}
