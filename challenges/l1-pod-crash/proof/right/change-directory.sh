# faults: birch
# With quotes, errors beside the output, and a comment.
kubectl -n "$NS_MAIN" patch deployment shop --type json -p '[{"op":"replace","path":"/spec/template/spec/containers/0/command","value":["sh","-ec","# opens the shop\ncd \"/app\" && exec '"'./shop'"' 2>&1\n"]}]'
