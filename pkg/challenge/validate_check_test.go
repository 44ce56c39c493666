package challenge_test

import (
	"testing"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
)

// TestValidateKinds adds one check to a challenge that is well, whose kind
// breaks one rule.
func TestValidateKinds(t *testing.T) {
	tests := []struct{ name, check, want string }{
		{"http from a probe", "{http: {to: 'service/shop:80', from: {}, expect: 'true'}}", ""},
		{"http both ways", "{http: {to: 'service/shop:80', via: api-server, from: {}, expect: 'true'}}", "http: give one of: via, from"},
		{"http via the post", "{http: {to: 'service/shop:80', via: post, expect: 'true'}}", `http.via is "post"`},
		{"http to a host via the API server", "{http: {to: 'host/shop:80', via: api-server, expect: 'true'}}", "the API server leads to Services only"},
		{"http with TLS via the API server", "{http: {to: 'service/shop:80', via: api-server, tls: {}, expect: 'true'}}", "are for probes"},
		{"http with headers via the API server", "{http: {to: 'service/shop:80', via: api-server, headers: {a: b}, expect: 'true'}}", "are for probes"},
		{"http refused via the API server", "{http: {to: 'service/shop:80', via: api-server, refused: true}}", "no other check"},
		{"http to a named port from a probe", "{http: {to: 'service/shop:web', from: {}, expect: 'true'}}", "from a probe the port is a number"},
		{"http that expects and is refused", "{http: {to: 'host/x:80', from: {}, refused: true, expect: 'true'}}", "no other check"},
		{"http to port 0", "{http: {to: 'service/shop:0', from: {}, expect: 'true'}}", "has a port that is not 1 to 65535"},
		{"http to port 65536", "{http: {to: 'service/shop:65536', from: {}, expect: 'true'}}", "has a port that is not 1 to 65535"},
		{"http to pods", "{http: {to: 'pods/shop:8080', from: {}, expect: 'true'}}", ""},
		{"http to pods of no workload", "{http: {to: 'pods/configs:8080', from: {}, expect: 'true'}}", `"configs" observes no workload and no pods`},
		{"http to an address", "{http: {to: 'host/[fd00::1]:80', from: {}, expect: 'true'}}", ""},
		{"tls", "{http: {to: 'service/shop:443', from: {}, tls: {ca: 'secret/tls:ca.crt', client: secret/me}, expect: 'true'}}", ""},
		{"tls from a file", "{http: {to: 'service/shop:443', from: {}, tls: {ca: 'file/tls:ca.crt'}, expect: 'true'}}", "tls.ca is"},
		{"tls without a key", "{http: {to: 'service/shop:443', from: {}, tls: {ca: 'secret/tls'}, expect: 'true'}}", "tls.ca is"},
		{"tls with a client's file", "{http: {to: 'service/shop:443', from: {}, tls: {client: me}, expect: 'true'}}", "tls.client is"},
		{"from like a workload", "{connect: {to: 'service/shop:80', from: {like: shop}}}", ""},
		{"from like a list", "{connect: {to: 'service/shop:80', from: {like: configs}}}", `like: "configs" observes no single workload`},
		{"from nowhere", "{connect: {to: 'service/shop:80', from: {namespace: front}}}", `alias "front" is not in spec.namespaces`},
		{"connect", "{connect: {to: 'service/shop:80', namespace: backend, from: {namespace: backend}}}", ""},
		{"connect to a named port", "{connect: {to: 'service/shop:web', from: {}}}", "from a probe the port is a number"},
		{"connect by SCTP", "{connect: {to: 'service/shop:80', protocol: SCTP, from: {}}}", `connect.protocol is "SCTP"`},
		{"connect by UDP with nothing to send", "{connect: {to: 'service/shop:80', protocol: UDP, from: {}}}", "protocol UDP and send go together"},
		{"connect by TCP with something to send", "{connect: {to: 'service/shop:80', send: x, from: {}}}", "protocol UDP and send go together"},
		{"a refusal without a control", "{connect: {to: 'service/db:80', from: {}, refused: true}}", "a refusal would prove nothing"},
		{"a refusal with a control that the API server asks", "{connect: {to: 'service/shop:80', from: {}, refused: true}}", "a refusal would prove nothing"},
		{"dns", "{dns: {from: {}, name: shop, expect: 'true'}}", ""},
		{"dns of no name", "{dns: {from: {}, name: 'a b', expect: 'true'}}", "dns.name"},
		{"dns of no type", "{dns: {from: {}, name: a, type: MX, expect: 'true'}}", `dns.type is "MX"`},
		{"dns that expects nothing", "{dns: {from: {}, name: a}}", "dns.expect is missing"},
		{"can", "{can: {who: {serviceAccount: bot}, must: [{verbs: [get], resources: [pods]}], atMost: []}}", ""},
		{"can of nobody", "{can: {who: {}, atMost: []}}", "can.who"},
		{"can of two", "{can: {who: {serviceAccount: bot, user: bot}, atMost: []}}", "can.who"},
		{"can without a bound", "{can: {who: {serviceAccount: bot}}}", "give must, atMost, or both"},
		{"can count what is not counted", "{can: {who: {user: bot}, atMost: [], counts: [luck]}}", `can.counts: "luck"`},
		{"can do nothing", "{can: {who: {user: bot}, must: [{verbs: [], resources: [pods]}]}}", "has no verbs"},
		{"can get nothing", "{can: {who: {user: bot}, must: [{verbs: [get]}]}}", "either resources or nonResourceURLs"},
		{"can everywhere and there", "{can: {who: {user: bot}, must: [{verbs: [get], resources: [pods], clusterWide: true, namespace: main}]}}", "not both"},
		{"can read a path of a namespace", "{can: {who: {user: bot}, must: [{verbs: [get], nonResourceURLs: [/metrics]}]}}", "are clusterWide"},
		{"can elsewhere", "{can: {who: {user: bot}, must: [{verbs: [get], resources: [pods], namespace: front}]}}", `alias "front"`},
		{"admits", "{admits: {object: pod.yaml}}", ""},
		{"admits a path", "{admits: {object: ../pod.yaml}}", "is no file name"},
		{"admits refused without a control", "{admits: {object: pod.yaml, refused: true}}", "refused and control go together"},
		{"admits with a control that is none", "{admits: {object: pod.yaml, refused: true, control: It answers}}", "no admits check of the same namespace"},
		{"logs", "{logs: {of: pods, expect: 'true'}}", ""},
		{"logs of settings", "{logs: {of: configs, expect: 'true'}}", "observes no workload and no pods"},
		{"logs of nobody", "{logs: {of: nobody, expect: 'true'}}", "observes no workload and no pods"},
		{"logs that expect nothing", "{logs: {of: pods}}", "expect is missing"},
		{"logs of too many lines", "{logs: {of: pods, lines: 2001, expect: 'true'}}", "logs.lines is 2001"},
		{"metric", "{metric: {of: shop, expect: 'true'}}", ""},
		{"metric of settings", "{metric: {of: configs, expect: 'true'}}", "observes no workload and no pods"},
		{"survives", "{survives: {disruption: delete-pod, of: shop, serves: It answers, failures: 3, within: 30s}}", ""},
		{"survives an earthquake", "{survives: {disruption: earthquake, of: shop, within: 30s}}", `survives.disruption is "earthquake"`},
		{"survives a drain of somebody's cluster", "{survives: {disruption: drain-node, of: shop, within: 30s}}", "needs the requirement own-cluster"},
		{"survives of pods", "{survives: {disruption: restart, of: pods, within: 30s}}", "observes no single workload"},
		{"survives at once", "{survives: {disruption: restart, of: shop}}", "survives.within is 0s"},
		{"survives in an hour", "{survives: {disruption: restart, of: shop, within: 1h}}", "survives.within is 1h"},
		{"survives with failures of nothing", "{survives: {disruption: restart, of: shop, failures: 1, within: 9s}}", "counts requests of the check that serves names"},
		{"survives and serves by standing", "{survives: {disruption: restart, of: shop, serves: It is ready, within: 9s}}", "no http or connect check"},
		{"survives and serves by each pod", "{survives: {disruption: restart, of: shop, serves: each, within: 9s}}\n  - {name: each, http: {to: 'pods/shop:80', from: {}, expect: 'true'}}", "no http or connect check to a Service or host"},
		{"survives a request", "{survives: {disruption: ask-pod, ask: {port: 8080, path: /hang, restarts: true}, of: shop, within: 9s}}", ""},
		{"survives a request that it does not say", "{survives: {disruption: ask-pod, of: shop, within: 9s}}", "ask-pod and ask go together"},
		{"survives a request for nothing", "{survives: {disruption: rollout, ask: {port: 8080, path: /hang}, of: shop, within: 9s}}", "ask-pod and ask go together"},
		{"survives a request to nowhere", "{survives: {disruption: ask-pod, ask: {port: 8080, path: hang}, of: shop, within: 9s}}", "wants a port, and a path"},
		{"lingers", "{survives: {disruption: delete-pod, lingers: {serves: each, for: 3s}, of: shop, within: 9s}}\n  - {name: each, http: {to: 'pods/shop:80', from: {}, expect: 'true'}}", ""},
		{"lingers by the Service", "{survives: {disruption: delete-pod, lingers: {serves: It answers, for: 3s}, of: shop, within: 9s}}", "no http or connect check to pods/shop"},
		{"lingers for long", "{survives: {disruption: delete-pod, lingers: {serves: each, for: 3m}, of: shop, within: 9s}}", "survives.lingers.for is 3m0s"},
		{"lingers in a rollout", "{survives: {disruption: rollout, lingers: {serves: each, for: 3s}, of: shop, within: 9s}}", "for the disruption delete-pod"},
		{"survives as a safeguard", "{survives: {disruption: restart, of: shop, within: 9s}, safeguard: true, because: 'Keep the image: it passed the tests.'}", "is an objective, not a safeguard"},
		{"a question of nobody", "{question: who}", `question "who" is not in spec.questions`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := challenge.Parse([]byte(edit(t, "- name: It is ready", "- {name: added, "+test.check[1:]+"\n  - name: It is ready")))
			wantError(t, err, test.want)
		})
	}
}

func TestControls(t *testing.T) {
	c := parse(t, edit(t, "- name: It is ready", `- {name: front gets in, connect: {to: 'service/db:5432', from: {labels: {app: front}}}}
  - {name: another port, connect: {to: 'service/db:5433', from: {labels: {app: front}}}}
  - {name: another namespace, connect: {to: 'service/db:5432', namespace: backend, from: {labels: {app: front}}}}
  - {name: others do not, connect: {to: 'service/db:5432', namespace: main, from: {}, refused: true}}
  - name: It is ready`))
	for _, one := range c.Spec.Checks {
		if one.Name == "others do not" {
			if got := c.Controls(one); len(got) != 1 || got[0] != "front gets in" {
				t.Errorf("%q", got)
			}
		}
	}
}
