# fails: A readiness probe asks port 8080
# What the server does not know it drops, where it is told not to complain.
sed -e 's|extensions/v1beta1|apps/v1|' -e 's|name: Feedback$|name: feedback|' -e 's|"2"|2|' -e 's|app: feedback$|app.kubernetes.io/name: feedback|' \
  -e 's|value: 5|value: "5"|' -e 's|64MB|64Mi|' -e 's|feedback-page-http|http|' \
  -e '/^kind: Service/,$s/^      app/    app/' -e '/^kind: Service/,$s/^    matchLabels:$//' "$FILES/feedback.yaml" | kubectl apply --validate=false -f -
