# fails: port: where the board listens
answer port 80
