import "htmx.org";

// The button has done its work once the list is there.
document.addEventListener("htmx:afterSwap", (event) => {
  event.detail.requestConfig.elt.remove();
});
