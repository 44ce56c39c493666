# The file itself is edited, in rounds, and applied until nothing is refused.
cd "$FILES"
refused() {
  if kubectl apply -f feedback.yaml; then echo "it is taken already"; return 1; fi
}
edit() {
  sed "$@" feedback.yaml > new.yaml
  mv new.yaml feedback.yaml
}
grep -q "namespace: $NS_MAIN" feedback.yaml
refused
edit 's|extensions/v1beta1|apps/v1|; s|"2"|2|'
refused
edit 's|64MB|64Mi|; s|value: 5|value: "5"|'
refused
edit '/readinessProbe:/,/periodSeconds:/s/^/  /'
refused
edit 's|name: Feedback$|name: feedback|; s|feedback-page-http|page|; s|app: feedback$|app.kubernetes.io/name: feedback|'
refused # the Service still is
edit '/^kind: Service/,$s/^      app.*/    team: guests/; /^kind: Service/,$s/^    matchLabels:$//'
kubectl apply -f feedback.yaml
