const CODE = '#enrol=';

/** The enrolment code in the page's address, which is rid of it at once: nobody shall read it there. */
export function takeCode() {
  const { hash } = location;
  if (!hash.startsWith(CODE)) return undefined;
  history.replaceState(null, '', location.pathname);
  return hash.slice(CODE.length);
}
