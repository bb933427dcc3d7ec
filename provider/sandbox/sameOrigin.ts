// Who may talk to the control routes and the console: programs on this machine and pages this sandbox served, nobody's web page.

const loopbackHost = /^(127(\.\d{1,3}){3}|localhost|\[::1\])(:\d+)?$/i;

/** Why a request must be refused; undefined when it may go on. */
export function foreignness(header: (name: string) => string | undefined): string | undefined {
  const host = header("host") ?? "";
  // A name that somebody made point here (DNS rebinding) is still in the Host header.
  if (!loopbackHost.test(host)) return "this sandbox answers loopback hosts only";
  const origin = header("origin");
  if (origin !== undefined && origin.toLowerCase() !== `http://${host.toLowerCase()}`) {
    return "pages of another origin may not use this sandbox";
  }
  // A page that embeds an address sends no Origin, but the browser says where it comes from. Programs send neither.
  const site = header("sec-fetch-site");
  if (site !== undefined && site !== "same-origin" && site !== "none") {
    return "pages of another site may not use this sandbox";
  }
  return undefined;
}
