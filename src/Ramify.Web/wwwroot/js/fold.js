// The outline's branches are folded for phones; a wide window has room for them and opens them.

/** @param {HTMLElement} views */
export function fold(views) {
  const isWide = matchMedia("(min-width: 761px)");
  const open = () => {
    if (isWide.matches) for (const branch of views.querySelectorAll(".outline details")) branch.setAttribute("open", "");
  };
  isWide.addEventListener("change", open);
  open();
}
