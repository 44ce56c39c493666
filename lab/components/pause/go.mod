module github.com/kubectl-mastery/kubectl-mastery/lab/components/pause

go 1.26.0
