# trap: another name for another Service
# fails: It leads to the pods of the shop alone
kubectl -n "$NS_MAIN" expose pod double --port=80 --target-port=8080
kubectl -n "$NS_MAIN" patch service shop -p "{\"spec\":{\"type\":\"ExternalName\",\"externalName\":\"double.$NS_MAIN.svc.cluster.local\",\"clusterIP\":null,\"clusterIPs\":null,\"selector\":null}}"
