# faults: cedar
# The manifest is taken out, mended in an editor, and put in anew.
kubectl -n "$NS_MAIN" get deployment timetable -o yaml | sed 's/{{ release }}/1.37.0-2/' > "$TMPDIR/timetable.yaml"
kubectl -n "$NS_MAIN" replace --force --grace-period=1 -f "$TMPDIR/timetable.yaml"
