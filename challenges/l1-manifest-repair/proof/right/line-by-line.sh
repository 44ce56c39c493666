# solution: It changes only the lines that the API server complains about, and moves the probe into its container, so that all else stays as it was handed over.
sed -e 's|extensions/v1beta1|apps/v1|' \
  -e 's|name: Feedback$|name: feedback|' \
  -e 's|replicas: "2"|replicas: 2|' \
  -e 's|app: feedback$|app.kubernetes.io/name: feedback|' \
  -e 's|value: 5|value: "5"|' \
  -e 's|64MB|64Mi|' \
  -e 's|feedback-page-http|http|' \
  -e '/readinessProbe:/,/periodSeconds:/s/^/  /' \
  -e '/^kind: Service/,$s/^      app/    app/' \
  -e '/^kind: Service/,$s/^    matchLabels:$//' "$FILES/feedback.yaml" | kubectl apply -f -
