// The children of an element, kept in order.

/** Puts `elements` into `parent` in order. What goes, goes first: a field that is moved loses the focus and a key held on it. */
export function arrange(parent, elements) {
  const wanted = new Set(elements);
  for (const child of [...parent.children]) if (!wanted.has(child)) child.remove();
  let at = parent.firstElementChild;
  for (const element of elements) {
    if (element === at) at = at.nextElementSibling;
    else parent.insertBefore(element, at);
  }
}
