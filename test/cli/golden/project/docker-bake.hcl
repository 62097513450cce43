target "site" {
  target = "buidl"
  tags   = ["example/site"]
}
