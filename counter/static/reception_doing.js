/** One act at a time; a refusal becomes a notice that says what to do, a lost session leads to the login page and back. */
import { useRef, useState } from "preact/hooks";
import { Problem } from "layso/api.js";
import { noticeOf } from "./refusals.js";

/**
 * @typedef {(name: string, act: () => Promise<any>) => Promise<any>} Act
 *   gives what the act gives, undefined when it did not happen
 * @param {() => Promise<void>} refresh
 */
export function useDoing(refresh) {
  const [doing, setDoing] = useState("");
  const [notice, setNotice] = useState(/** @type {import("./refusals.js").Notice|null} */ (null));
  const underWay = useRef(false);

  /** @type {Act} */
  async function act(name, does) {
    if (underWay.current) return undefined;
    underWay.current = true;
    setDoing(name);
    try {
      const done = await does();
      setNotice(null);
      return done;
    } catch (error) {
      if (error instanceof Problem && error.status === 401) location.assign("/login?next=/reception");
      setNotice(noticeOf(error));
      void refresh();
      return undefined;
    } finally {
      underWay.current = false;
      setDoing("");
    }
  }
  return { act, doing, notice, hide: () => setNotice(null) };
}
