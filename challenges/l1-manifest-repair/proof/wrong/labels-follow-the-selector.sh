# fails: The pods have the labels app.kubernetes.io/name=feedback and team=guests
# The template is made to match the selector, in place of the other way about.
sed -e 's|extensions/v1beta1|apps/v1|' -e 's|name: Feedback$|name: feedback|' -e 's|"2"|2|' -e 's|        app.kubernetes.io/name: feedback|        app: feedback|' \
  -e 's|value: 5|value: "5"|' -e 's|64MB|64Mi|' -e 's|feedback-page-http|http|' -e '/readinessProbe:/,/periodSeconds:/s/^/  /' \
  -e '/^kind: Service/,$s/^      app.*/    app: feedback/' -e '/^kind: Service/,$s/^    matchLabels:$//' "$FILES/feedback.yaml" | kubectl apply -f -
