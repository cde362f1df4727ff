module template

go 1.26
