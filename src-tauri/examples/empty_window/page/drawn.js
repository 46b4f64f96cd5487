// Tells the program by the title that the first frame is being drawn.
requestAnimationFrame(() => {
  document.title = 'drawn';
});
