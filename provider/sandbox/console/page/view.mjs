// What the page shows of the sandbox: kept in its address, so that a view can be reloaded and handed on.

const names = /** @type {const} */ (["list", "status", "wallet", "text", "page"]);

/** @typedef {Partial<Record<(typeof names)[number], string>>} View */

/** @param {(query: URLSearchParams) => void} onChange */
export function createView(onChange) {
  const query = new URLSearchParams(location.search);

  return {
    query,
    /** @param {(typeof names)[number]} name */
    get: (name) => query.get(name) ?? "",
    /**
     * Another filter begins at the first page again.
     * @param {View} wanted an empty text takes a filter away
     */
    set(wanted) {
      if (wanted.page === undefined) query.delete("page");
      for (const name of names) {
        const value = wanted[name];
        if (value === "") query.delete(name);
        else if (value !== undefined) query.set(name, value);
      }
      const text = query.toString();
      history.replaceState(null, "", text === "" ? location.pathname : `?${text}`);
      onChange(query);
    },
  };
}

/** @typedef {ReturnType<typeof createView>} ViewControl */
