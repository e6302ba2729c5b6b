// Streamlit gives the place for files a name and takes its role away; a named place is a group to a screen reader.
export default function () {
  const mend = () =>
    document
      .querySelectorAll('[data-testid="stFileUploaderDropzone"][role="presentation"]')
      .forEach((place) => place.setAttribute("role", "group"));
  mend();
  const watcher = new MutationObserver(mend);
  watcher.observe(document.body, { childList: true, subtree: true });
  return () => watcher.disconnect();
}
