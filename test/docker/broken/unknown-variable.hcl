target "web" {
  args = { PLACE = "Zürich 🧁", V = VERSION }
}
