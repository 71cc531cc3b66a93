const CODE = '#enrol=';

/** Takes the enrolment code out of the page's address, so that it is not left there to be read. */
export function takeCode() {
  const { hash } = location;
  if (!hash.startsWith(CODE)) return undefined;
  history.replaceState(null, '', location.pathname);
  return hash.slice(CODE.length);
}
