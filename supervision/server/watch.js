// Looks every minute, and when the window comes into view, whether the session still holds; when it
// does not, the page is loaded again, so that no figures stay on a screen that was left alone.
(() => {
  const still = async () => {
    try {
      const answer = await fetch("/_toegang/nog", { cache: "no-store" });
      if (answer.status === 401 || answer.status === 403) location.reload();
    } catch {
      // Without a connection nothing can be known.
    }
  };
  setInterval(still, 60_000);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) still();
  });
})();
