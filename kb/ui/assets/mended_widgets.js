// What Streamlit's widgets lack: a text typed in Arabic runs from right to left. And Streamlit gives the place for files a name and takes its role away; a named place is a group to a screen reader.
export default function () {
  const mend = () => {
    document
      .querySelectorAll('[data-testid="stFileUploaderDropzone"][role="presentation"]')
      .forEach((place) => place.setAttribute("role", "group"));
    document
      .querySelectorAll('[data-testid="stTextArea"] textarea:not([dir])')
      .forEach((text) => text.setAttribute("dir", "auto"));
  };
  mend();
  const watcher = new MutationObserver(mend);
  watcher.observe(document.body, { childList: true, subtree: true });
  return () => watcher.disconnect();
}
