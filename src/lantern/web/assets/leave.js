// The child's page is left in one press, and the button "back" does not lead to it again. Without this it is a link.
document.addEventListener("click", (event) => {
  const leave = event.target.closest("[data-leave]");
  if (!leave) return;
  event.preventDefault();
  go(leave);
});

// Shift pressed three times does the same, as on GOV.UK.
let pressed = [];
document.addEventListener("keydown", (event) => {
  if (event.key !== "Shift" || event.repeat) return;
  pressed = [...pressed, event.timeStamp].slice(-3);
  const leave = document.querySelector("[data-leave]");
  if (leave && pressed.length === 3 && pressed[2] - pressed[0] < 5000) go(leave);
});

function go(leave) {
  document.title = " ";
  document.body.hidden = true;
  window.location.replace(leave.href);
}
